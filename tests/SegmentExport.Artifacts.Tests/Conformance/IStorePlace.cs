namespace SegmentExport.Artifacts.Tests.Conformance;

/// <summary>A place of a test's own at the run's server.</summary>
public interface IStorePlace : IDisposable
{
    /// <summary>A store over it.</summary>
    IArtifactStore Open();

    /// <summary>How much it holds, begun things too.</summary>
    Task<int> CountAsync();
}
