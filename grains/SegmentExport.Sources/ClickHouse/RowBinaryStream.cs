namespace SegmentExport.Sources.ClickHouse;

/// <summary>Cuts the format RowBinary (ClickHouse's documentation of its formats says what it is) into its values. Reads on the calling thread; a server that falls silent is given up.</summary>
/// <param name="answer">The answer; disposed with this.</param>
/// <param name="stream">Its body.</param>
/// <param name="patience">How long the next bytes may take.</param>
internal sealed class RowBinaryStream(IDisposable answer, Stream stream, TimeSpan patience) : IDisposable
{
    private const int StartBytes = 65_536;
    private const int MaxValueBytes = 1 << 30;

    private byte[] _bytes = new byte[StartBytes];
    private int _start;
    private int _end;

    /// <summary>Bytes of the answer that have been used.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd() => _start == _end && !TryFill(1);

    /// <summary>The next byte.</summary>
    public byte ReadByte() => Read(1)[0];

    /// <summary>The next length: seven bits a byte, the lowest first.</summary>
    public int ReadLength()
    {
        var (length, shift) = (0L, 0);
        while (true)
        {
            var next = ReadByte();
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length <= MaxValueBytes ? (int)length : throw ClickHouseFaults.Garbled();
            }

            shift += 7;
            if (shift > 35)
            {
                throw ClickHouseFaults.Garbled();
            }
        }
    }

    /// <summary>The next bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int length)
    {
        if (_end - _start < length && !TryFill(length))
        {
            throw ClickHouseFaults.Garbled();
        }

        _start += length;
        BytesRead += length;
        return _bytes.AsSpan(_start - length, length);
    }

    /// <summary>Breaks off, also a reading on another thread.</summary>
    public void Cancel() => answer.Dispose();

    /// <inheritdoc />
    public void Dispose()
    {
        stream.Dispose();
        answer.Dispose();
    }

    /// <summary>Has so many bytes in memory; false where the answer ends before.</summary>
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
            var read = ReadSome();
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private int ReadSome()
    {
        using var silence = new CancellationTokenSource(patience);
        using var giveUp = silence.Token.Register(Cancel);
        try
        {
            return stream.Read(_bytes.AsSpan(_end));
        }
        catch (Exception fault) when (silence.IsCancellationRequested && ClickHouseFaults.IsOfServer(fault))
        {
            throw ClickHouseFaults.TooSlow(fault);
        }
    }
}
