using System.Buffers.Binary;

namespace SegmentExport.Sources.Postgres;

/// <summary>Cuts the binary format of COPY into its fields.</summary>
/// <param name="stream">The format from its beginning.</param>
internal sealed class CopyBuffer(Stream stream)
{
    private const int StartBytes = 65_536;
    private const int MaxRowBytes = 1 << 30;

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

    /// <summary>The fields of a row, each behind its length; valid until the next call.</summary>
    /// <param name="fields">How many there are.</param>
    public ReadOnlySpan<byte> ReadFields(int fields)
    {
        var length = 0;
        for (var field = 0; field < fields; field++)
        {
            Ensure(length + sizeof(int));
            var value = BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(_start + length));
            length += sizeof(int) + Math.Max(0, value);
            Ensure(length);
        }

        return Take(length);
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
        Read(BinaryPrimitives.ReadInt32BigEndian(Read(sizeof(int))));
    }

    private ReadOnlySpan<byte> Read(int length)
    {
        Ensure(length);
        return Take(length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        _start += length;
        BytesRead += length;
        return _bytes.AsSpan(_start - length, length);
    }

    private void Ensure(int length)
    {
        if (_end - _start < length || length < 0)
        {
            Fill(length);
        }
    }

    private void Fill(int length)
    {
        if (length is < 0 or > MaxRowBytes)
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
