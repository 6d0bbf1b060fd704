using System.Buffers;
using SegmentExport.Packaging.Deflate;

namespace SegmentExport.Packaging.Fragments;

/// <summary>
/// Raw deflate (RFC 1951) that is ended by an empty stored block, on a byte, and not by a final block, so that fragments in a row are one stream. The runtime's own
/// compressor would do, but what it writes differs with its version and the processor; this one's bytes depend on the text alone, and it takes half the time.
/// </summary>
internal sealed unsafe class DeflateFragmentEncoder(Stream destination) : FragmentEncoder
{
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(BlockWriter.MaxLength);
    private readonly MatchFinder _finder = new();
    private readonly BlockSymbols _symbols = new();
    private readonly BlockWriter _writer = new();
    private BitTail _tail;
    private bool _begun;

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> plain)
    {
        for (; !plain.IsEmpty; plain = plain[Math.Min(plain.Length, BlockSymbols.MaxText)..])
        {
            WriteBlock(plain[..Math.Min(plain.Length, BlockSymbols.MaxText)]);
        }
    }

    /// <inheritdoc />
    public override void EndFragment()
    {
        if (!_begun)
        {
            return;
        }

        fixed (byte* output = _output)
        {
            var writer = new BitWriter(output, _tail);
            BlockWriter.WriteFlush(ref writer);
            PassOn(writer);
        }

        _finder.Reset();
        _begun = false;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _finder.Dispose();
        _symbols.Dispose();
        ArrayPool<byte>.Shared.Return(_output);
    }

    private void WriteBlock(ReadOnlySpan<byte> text)
    {
        _begun = true;
        _finder.Find(text, _symbols);
        fixed (byte* output = _output)
        {
            var writer = new BitWriter(output, _tail);
            _writer.Write(text, _symbols, ref writer);
            PassOn(writer);
        }
    }

    private void PassOn(BitWriter writer)
    {
        _tail = writer.Tail;
        destination.Write(_output.AsSpan(0, writer.Length));
    }
}
