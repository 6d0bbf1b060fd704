using Orleans;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Packaging;

/// <summary>The protected zip of one user: what was derived from its password, encrypted under the task's data key, which dies with the task. The password itself is nowhere.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ZipProtection")]
public sealed record ZipProtection
{
    /// <summary>Whose.</summary>
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>When its password was made and shown.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The derived keys of the zip's files, encrypted; as base64. No two are the same.</summary>
    [Id(2)]
    public required string Sealed { get; init; }

    /// <summary>The authentication codes of the zip's files, as base64; null until they are computed.</summary>
    [Id(3)]
    public string? Codes { get; init; }
}
