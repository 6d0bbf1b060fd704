namespace SegmentExport.Benchmarks.Trials;

/// <summary>Settings of Orleans that silos are tried with, in place of the product's.</summary>
/// <param name="Name">What the results call it.</param>
/// <param name="Settings">The settings, as environment variables of the faults' silo.</param>
internal sealed record SiloTrial(string Name, params (string Name, string? Value)[] Settings)
{
    /// <summary>All that lifecycles are compared under, the product's own first. That one of the others is the same tells how much two clusters differ that do not differ.</summary>
    public static IReadOnlyList<SiloTrial> OfLifecycles { get; } =
    [
        new("product"),
        .. new[] { "resource_optimized", "random", "activation_count", "prefer_local" }.Select(placement => new SiloTrial($"placement_{placement}", ("Trial__Placement", placement))),
        new("directory_distributed", ("Trial__Directory", "distributed")),
    ];

    /// <summary>Grains go after a minute, so that going and coming back are seen within a few.</summary>
    public static SiloTrial Idle { get; } = new("collected_after_1_min", ("Trial__CollectionAge", "00:01:00"), ("Trial__CollectHeap", "true"));
}
