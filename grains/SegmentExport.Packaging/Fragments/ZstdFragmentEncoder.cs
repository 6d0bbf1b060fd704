using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace SegmentExport.Packaging.Fragments;

/// <summary>A Zstandard frame (RFC 8878) with a checksum of its content; frames in a row are one file.</summary>
/// <remarks>
/// The compressor is given text that stands in one piece for many windows: the streaming interface's own buffer is little more than a window, and most of its text then has
/// to be searched in two pieces, which takes half as long again.
/// </remarks>
internal sealed unsafe class ZstdFragmentEncoder(Stream destination) : FragmentEncoder
{
    // Level 2's strategy with a smaller table: a file smaller than level 1's, in less time.
    private const int Level = 2;
    private const int WindowLog = 19;
    private const int HashLog = 14;
    private const ulong UnknownSize = ulong.MaxValue;
    private const int BlockBytes = 128 * 1024;
    private const int TextBytes = 4 * 1024 * 1024;

    private readonly ZSTD_CCtx_s* _context = Methods.ZSTD_createCCtx();
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent((int)Methods.ZSTD_compressBound(BlockBytes) + 64);
    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(TextBytes);
    private MemoryHandle _pinned;
    private int _length;
    private bool _begun;

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> plain)
    {
        for (; !plain.IsEmpty; plain = plain[Math.Min(plain.Length, BlockBytes)..])
        {
            WriteBlock(plain[..Math.Min(plain.Length, BlockBytes)]);
        }
    }

    /// <inheritdoc />
    public override void EndFragment()
    {
        if (_begun)
        {
            fixed (byte* output = _output)
            {
                PassOn(Methods.ZSTD_compressEnd(_context, output, (nuint)_output.Length, null, 0));
            }
        }

        (_begun, _length) = (false, 0);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _ = Methods.ZSTD_freeCCtx(_context);
        _pinned.Dispose();
        ArrayPool<byte>.Shared.Return(_text);
        ArrayPool<byte>.Shared.Return(_output);
    }

    private void WriteBlock(ReadOnlySpan<byte> block)
    {
        if (!_begun)
        {
            Begin();
        }

        // Text that is overwritten is further back than the window reaches.
        _length = _length + block.Length > TextBytes ? 0 : _length;
        block.CopyTo(_text.AsSpan(_length));
        var text = (byte*)_pinned.Pointer + _length;
        fixed (byte* output = _output)
        {
            PassOn(Methods.ZSTD_compressContinue(_context, output, (nuint)_output.Length, text, (nuint)block.Length));
        }

        _length += block.Length;
    }

    private void Begin()
    {
        if (_pinned.Pointer == null)
        {
            // The compressor remembers where the text of its window stands.
            _pinned = _text.AsMemory().Pin();
        }

        var parameters = new ZSTD_parameters { cParams = Methods.ZSTD_getCParams(Level, 0, 0) };
        parameters.cParams.windowLog = WindowLog;
        parameters.cParams.hashLog = HashLog;
        parameters.fParams.checksumFlag = 1;
        _ = Check(Methods.ZSTD_compressBegin_advanced(_context, null, 0, parameters, UnknownSize));
        _begun = true;
    }

    private void PassOn(nuint written) => destination.Write(_output.AsSpan(0, (int)Check(written)));

    private static nuint Check(nuint result) =>
        Methods.ZSTD_isError(result) ? throw new ZstdException(Methods.ZSTD_getErrorCode(result), "The text could not be compressed.") : result;
}
