namespace SegmentExport.Grains.Scheduling;

/// <summary>The slots of one silo.</summary>
internal sealed class SiloSlots(string name, int slots)
{
    /// <summary>The silo's name.</summary>
    public string Name { get; } = name;

    /// <summary>How many shards it packs at a time.</summary>
    public int Slots { get; } = slots;

    /// <summary>How many of them are granted.</summary>
    public int Busy { get; set; }
}
