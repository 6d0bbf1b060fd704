using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Session;

/// <summary>What was known when the console started.</summary>
/// <param name="Settings">Null: the server did not answer.</param>
internal sealed record ConsoleStart(ConsoleSettings? Settings);
