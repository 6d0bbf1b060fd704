namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>A request that is answered with a certain status.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="Body">What it has; null: nothing.</param>
/// <param name="User">Who sends it; null: nobody.</param>
/// <param name="Header">A header of it.</param>
internal sealed record Provocation(string Path, object? Body = null, string? User = "alice", (string Name, string Value)? Header = null);
