namespace SegmentExport.Packaging;

/// <summary>Some rows of a query, each with its place, so that a later reading can go on behind it.</summary>
public interface IRowPageReader : IRowBatchReader
{
    /// <summary>The place of a row of the batch that was read last, in the source's own terms. May be a user's key: it is not to be shown.</summary>
    /// <param name="row">The row, from 0.</param>
    string PositionOf(int row);
}
