using System.Buffers;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>The values of a text column as UTF-8.</summary>
internal interface ITextSource : IDisposable
{
    /// <summary>Turns to a batch; its memory stays pinned until the next call or the end.</summary>
    void Bind(ArrayData data);

    /// <summary>The text of a row.</summary>
    /// <param name="row">The row within the batch.</param>
    /// <param name="text">Valid until the next call.</param>
    /// <returns>False where there is no value.</returns>
    bool TryGet(int row, out ReadOnlySpan<byte> text);

    /// <summary>False where it is known that no text of the batch has one of these bytes.</summary>
    bool MayContain(SearchValues<byte> bytes);
}
