using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns;

/// <summary>A column of UUIDs, as text.</summary>
internal sealed class UuidBuilder : TextBuilder
{
    private const int TextLength = 36;

    /// <inheritdoc />
    protected override void Add(ReadOnlySpan<byte> value)
    {
        _ = new Guid(value, bigEndian: true).TryFormat(Room(TextLength), out _);
        SetEnd();
    }
}
