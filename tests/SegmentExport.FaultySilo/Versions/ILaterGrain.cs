namespace SegmentExport.FaultySilo.Versions;

/// <summary>A grain that the other silos' version does not have: what a silo of a later version brings into a cluster that is being upgraded.</summary>
public interface ILaterGrain : IGrainWithIntegerKey
{
    /// <summary>Nothing.</summary>
    Task RestAsync();
}
