using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>A column of texts of one length, which zeros fill up.</summary>
internal sealed class FixedTextBuilder : TextBuilder
{
    /// <inheritdoc />
    protected override void Add(ReadOnlySpan<byte> value) => base.Add(value.TrimEnd((byte)0));
}
