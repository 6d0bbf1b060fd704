namespace SegmentExport.Sources.ClickHouse;

/// <summary>Cuts the format RowBinary (ClickHouse's documentation of its formats says what it is) into its values. Reads on the calling thread; a server that falls silent is given up.</summary>
internal sealed class RowBinaryStream : IDisposable
{
    private const int MaxValueBytes = 1 << 30;

    private readonly IDisposable _answer;
    private readonly Stream _stream;
    private readonly TimeSpan _patience;
    private readonly StreamWindow _window;

    /// <summary>Begins with an answer.</summary>
    /// <param name="answer">The answer; disposed with this.</param>
    /// <param name="stream">Its body.</param>
    /// <param name="patience">How long the next bytes may take.</param>
    public RowBinaryStream(IDisposable answer, Stream stream, TimeSpan patience)
    {
        (_answer, _stream, _patience) = (answer, stream, patience);
        _window = new(ReadSome);
    }

    /// <summary>Bytes of the answer that have been used.</summary>
    public long BytesRead => _window.BytesTaken;

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd() => !_window.TryHave(1);

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
    public ReadOnlySpan<byte> Read(int length) => _window.TryHave(length) ? _window.Take(length) : throw ClickHouseFaults.Garbled();

    /// <summary>Breaks off, also a reading on another thread.</summary>
    public void Cancel() => _answer.Dispose();

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        _answer.Dispose();
    }

    private int ReadSome(Span<byte> free)
    {
        using var silence = new CancellationTokenSource(_patience);
        using var giveUp = silence.Token.Register(Cancel);
        try
        {
            return _stream.Read(free);
        }
        catch (Exception fault) when (silence.IsCancellationRequested && ClickHouseFaults.IsOfServer(fault))
        {
            throw ClickHouseFaults.TooSlow(fault);
        }
    }
}
