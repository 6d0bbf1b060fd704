namespace SegmentExport.Sources;

/// <summary>The next bytes of a stream, as many as are asked for at once, in memory that is used again. Reads on the calling thread.</summary>
/// <param name="read">Reads into what is free, at least a byte; 0 at the end.</param>
internal sealed class StreamWindow(StreamWindow.Reading read)
{
    private const int StartBytes = 65_536;

    private byte[] _bytes = new byte[StartBytes];
    private int _start;
    private int _end;

    /// <summary>Reads some bytes.</summary>
    public delegate int Reading(Span<byte> free);

    /// <summary>Bytes that have been taken.</summary>
    public long BytesTaken { get; private set; }

    /// <summary>Has so many bytes in memory; false where the stream ends before.</summary>
    public bool TryHave(int length) => _end - _start >= length || TryFill(length);

    /// <summary>What is in memory from a place on; valid until more is read.</summary>
    public ReadOnlySpan<byte> Ahead(int from) => _bytes.AsSpan(_start + from, _end - _start - from);

    /// <summary>Takes bytes that are in memory; valid until more is read.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        _start += length;
        BytesTaken += length;
        return _bytes.AsSpan(_start - length, length);
    }

    private bool TryFill(int length)
    {
        var rest = _bytes.AsSpan(_start, _end - _start);
        if (length > _bytes.Length)
        {
            var larger = new byte[Math.Max(length, _bytes.Length * 2)];
            rest.CopyTo(larger);
            _bytes = larger;
        }
        else
        {
            rest.CopyTo(_bytes);
        }

        (_start, _end) = (0, rest.Length);
        while (_end < length)
        {
            var found = read(_bytes.AsSpan(_end));
            if (found == 0)
            {
                return false;
            }

            _end += found;
        }

        return true;
    }
}
