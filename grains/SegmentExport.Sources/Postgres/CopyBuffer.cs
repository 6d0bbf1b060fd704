using System.Buffers.Binary;

namespace SegmentExport.Sources.Postgres;

/// <summary>Cuts the binary format of COPY into its fields.</summary>
/// <param name="stream">The format from its beginning.</param>
internal sealed class CopyBuffer(Stream stream)
{
    private const int MaxRowBytes = 1 << 30;

    private readonly StreamWindow _window = new(stream.Read);
    private bool _hasBegun;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    /// <summary>Bytes of the stream that have been used.</summary>
    public long BytesRead => _window.BytesTaken;

    /// <summary>How many fields the next row has; negative after the last.</summary>
    public int ReadFieldCount()
    {
        if (!_hasBegun)
        {
            ReadHeader();
        }

        return BinaryPrimitives.ReadInt16BigEndian(Read(sizeof(short)));
    }

    /// <summary>What is in memory of the fields of a row, each behind its length, and at least so many bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Ahead(int length)
    {
        Ensure(length);
        return _window.Ahead(0);
    }

    /// <summary>Goes on behind so many bytes, which are in memory.</summary>
    public void Skip(int length) => _window.Take(length);

    /// <summary>Reads what the server says behind the last row, which may be that it failed.</summary>
    public void ReadEnd()
    {
        if (_window.TryHave(1))
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
        return _window.Take(length);
    }

    private void Ensure(int length)
    {
        if (length is < 0 or > MaxRowBytes || !_window.TryHave(length))
        {
            throw PostgresFaults.Garbled();
        }
    }
}
