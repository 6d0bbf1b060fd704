using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client;

namespace SegmentExport.Cli;

/// <summary>What commands work with; a test gives its own.</summary>
/// <param name="Terminal">Where they write.</param>
/// <param name="Environment">The environment's variables.</param>
/// <param name="Credentials">Where sign-ins are kept.</param>
/// <param name="Time">The clock.</param>
/// <param name="Configure">Changes how the API is called; null: as it is.</param>
internal sealed record CommandContext(Terminal Terminal, Func<string, string?> Environment, CredentialFile Credentials, TimeProvider Time, Action<SegmentExportClientOptions>? Configure = null);
