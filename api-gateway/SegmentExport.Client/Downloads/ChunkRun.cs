namespace SegmentExport.Client.Downloads;

/// <summary>Chunks in a row that one worker fetches, by one request where none breaks off.</summary>
/// <param name="first">The first of them.</param>
/// <param name="end">The chunk behind the last.</param>
internal sealed class ChunkRun(int first, int end)
{
    /// <summary>The chunk that is being fetched.</summary>
    public int Chunk { get; set; } = first;

    /// <summary>The chunk behind the last.</summary>
    public int End { get; set; } = end;
}
