namespace SegmentExport.Abstractions.Limits;

/// <summary>Permits for requests.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PermitLease")]
public sealed record PermitLease
{
    /// <summary>How many; 0: the user has to wait.</summary>
    [Id(0)]
    public required int Permits { get; init; }

    /// <summary>How long they are good for; without permits: how long to wait.</summary>
    [Id(1)]
    public required TimeSpan Period { get; init; }

    /// <summary>How many a minute allows; 0: no limit.</summary>
    [Id(2)]
    public required int PerMinute { get; init; }
}
