namespace SegmentExport.Grains.Scheduling;

/// <summary>The slots of one silo.</summary>
internal sealed class SiloSlots(string name, int slots, DateTimeOffset seen)
{
    /// <summary>The silo's name.</summary>
    public string Name { get; } = name;

    /// <summary>How many shards it packs at a time.</summary>
    public int Slots { get; } = slots;

    /// <summary>When it last said so.</summary>
    public DateTimeOffset Seen { get; } = seen;

    /// <summary>How many of them are granted.</summary>
    public int Busy { get; set; }
}
