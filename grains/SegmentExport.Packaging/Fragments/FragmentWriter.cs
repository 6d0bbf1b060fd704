using System.Collections.Immutable;
using System.IO.Hashing;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Fragments;

/// <summary>Makes a part of text: checksums, compression, sections. What is written depends on the text alone, not on how it arrived.</summary>
internal sealed class FragmentWriter : IDisposable
{
    // What the compressor is given at once. Always exactly so much but for a section's end: its output may depend on it.
    private const int BlockBytes = 128 * 1024;

    private readonly ImmutableArray<PartSection>.Builder _sections = ImmutableArray.CreateBuilder<PartSection>();
    private readonly Crc32 _crc = new();
    private readonly PartStream _part;
    private readonly FragmentEncoder _encoder;
    private readonly StageTimes _times;
    private long _plainBytes;
    private long _sectionStart;

    public FragmentWriter(Stream destination, PartCompression compression, StageTimes times)
    {
        _times = times;
        _part = new(destination, times);
        _encoder = FragmentEncoder.Create(compression, _part);
    }

    /// <summary>Takes the text.</summary>
    public PlainBuffer Text { get; } = new(2 * BlockBytes);

    /// <summary>Passes on full blocks. To be called often enough that the text does not grow: after every row.</summary>
    public void PassOn()
    {
        if (Text.Length >= BlockBytes)
        {
            PassOnBlocks();
        }
    }

    /// <summary>Ends a section with what was written since the last one.</summary>
    /// <param name="rows">Rows in it.</param>
    public void EndSection(long rows)
    {
        PassOnBlocks();
        using (_times.Compress())
        {
            Compress(Text.Written);
            _encoder.EndFragment();
        }

        Text.Drop(Text.Length);
        _sections.Add(new() { Rows = rows, PlainBytes = _plainBytes, StoredBytes = _part.Count - _sectionStart, Crc32 = _crc.GetCurrentHashAsUInt32() });
        _crc.Reset();
        (_plainBytes, _sectionStart) = (0, _part.Count);
    }

    /// <summary>The packed shard of the sections so far.</summary>
    public PackedShard Describe(Shard shard, long neutralizedCells) => new()
    {
        Index = shard.Index,
        Rows = _sections.Sum(section => section.Rows),
        Sections = _sections.ToImmutable(),
        Sha256 = _part.Sha256,
        NeutralizedCells = neutralizedCells,
    };

    /// <inheritdoc />
    public void Dispose()
    {
        _encoder.Dispose();
        _part.Dispose();
        Text.Dispose();
    }

    private void PassOnBlocks()
    {
        using var turn = _times.Compress();
        var done = 0;
        for (; Text.Length - done >= BlockBytes; done += BlockBytes)
        {
            Compress(Text.Written.Slice(done, BlockBytes));
        }

        Text.Drop(done);
    }

    private void Compress(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            _crc.Append(text);
            _encoder.Write(text);
            _plainBytes += text.Length;
        }
    }
}
