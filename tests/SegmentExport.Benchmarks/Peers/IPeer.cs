using SegmentExport.Benchmarks.Cases;

namespace SegmentExport.Benchmarks.Peers;

/// <summary>Another writer of the same rows.</summary>
internal interface IPeer
{
    /// <summary>Writes the file.</summary>
    /// <param name="database">The sample.</param>
    /// <param name="folder">Takes it.</param>
    /// <param name="threads">How many threads it may use.</param>
    /// <param name="rows">The first so many rows; null: all.</param>
    /// <returns>How long the writing took, without opening the sample, and the file's length.</returns>
    PeerFile Write(string database, string folder, int threads, long? rows);

    /// <summary>Holds both files against each other, row by row.</summary>
    /// <param name="benchmark">What we packed.</param>
    /// <param name="ours">The folder with our file.</param>
    /// <param name="theirs">The folder with the peer's file.</param>
    /// <param name="rows">The rows that both must have.</param>
    /// <exception cref="InvalidDataException">They differ.</exception>
    void Compare(PackagingCase benchmark, string ours, string theirs, long rows);
}
