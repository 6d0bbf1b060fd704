using System.Buffers.Binary;

namespace SegmentExport.Sources.Postgres;

/// <summary>Cuts the binary format of COPY into its fields.</summary>
/// <param name="stream">The format from its beginning.</param>
internal sealed class CopyBuffer(Stream stream)
{
    private const int StartBytes = 65_536;
    private const int MaxFieldBytes = 1 << 30;

    private byte[] _bytes = new byte[StartBytes];
    private int _start;
    private int _end;
    private bool _hasBegun;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    /// <summary>Bytes of the stream that have been used.</summary>
    public long BytesRead { get; private set; }

    /// <summary>How many fields the next row has; negative after the last.</summary>
    public int ReadFieldCount()
    {
        if (!_hasBegun)
        {
            ReadHeader();
        }

        return BinaryPrimitives.ReadInt16BigEndian(Read(sizeof(short)));
    }

    /// <summary>How long the next field is; negative where it has no value.</summary>
    public int ReadLength() => BinaryPrimitives.ReadInt32BigEndian(Read(sizeof(int)));

    /// <summary>The next bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int length)
    {
        if (_end - _start < length)
        {
            Fill(length);
        }

        _start += length;
        BytesRead += length;
        return _bytes.AsSpan(_start - length, length);
    }

    /// <summary>Reads what the server says behind the last row, which may be that it failed.</summary>
    public void ReadEnd()
    {
        if (_start != _end || stream.Read(_bytes) != 0)
        {
            throw PostgresFaults.Garbled();
        }
    }

    private void ReadHeader()
    {
        _hasBegun = true;
        if (!Read(Signature.Length).SequenceEqual(Signature))
        {
            throw PostgresFaults.Garbled();
        }

        Read(sizeof(int));
        Read(ReadLength());
    }

    private void Fill(int length)
    {
        if (length is < 0 or > MaxFieldBytes)
        {
            throw PostgresFaults.Garbled();
        }

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
            var read = stream.Read(_bytes.AsSpan(_end));
            _end += read > 0 ? read : throw PostgresFaults.Garbled();
        }
    }
}
