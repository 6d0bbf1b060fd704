namespace SegmentExport.Grains.Packaging;

/// <summary>Ends the packing of a silo that is about to leave its cluster.</summary>
public interface IPackagingDrain
{
    /// <summary>Whether it has begun: the silo takes no more shards.</summary>
    bool IsDraining { get; }

    /// <summary>Begins no more shards and waits for those that run.</summary>
    /// <param name="limit">How long; what runs then still is cancelled.</param>
    /// <returns>Whether all ended by themselves.</returns>
    Task<bool> DrainAsync(TimeSpan limit);
}
