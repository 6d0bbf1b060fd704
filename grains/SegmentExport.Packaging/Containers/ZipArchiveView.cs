using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace SegmentExport.Packaging.Containers;

/// <summary>
/// Lays out a zip (PKWARE APPNOTE.TXT 6.3.10): each entry behind its local header (section 4.3.7), then the central directory (4.3.12), and zip64 records
/// (4.3.14, 4.3.15, 4.5.3) where a number does not fit into the older fields.
/// </summary>
internal sealed class ZipArchiveView
{
    private const ushort Deflate = 8;
    private const ushort Utf8Names = 1 << 11;
    private const ushort Encrypted = 1;
    private const ushort Aes = 99;
    private const ushort VersionAes = 51;
    private const ushort VersionZip64 = 45;
    private const ushort VersionDefault = 20;

    // Made on UNIX (section 4.4.2.2): names of MS-DOS are in its code page for some programs, whatever the entry says. A file that its owner may write and all may read.
    private const ushort MadeBy = 3 << 8 | VersionZip64;
    private const uint RegularFile = 0x81A4u << 16;

    private readonly ImmutableArray<Piece>.Builder _pieces = ImmutableArray.CreateBuilder<Piece>();
    private readonly ZipRecord _directory = new();
    private readonly ushort _time;
    private readonly ushort _date;
    private long _offset;
    private long _entries;

    private ZipArchiveView(DateTimeOffset modifiedAt)
    {
        var utc = modifiedAt.UtcDateTime;
        // MS-DOS times begin in 1980 and have two-second steps (section 4.4.6).
        _time = (ushort)(utc.Hour << 11 | utc.Minute << 5 | utc.Second / 2);
        _date = (ushort)((Math.Max(utc.Year, 1980) - 1980) << 9 | utc.Month << 5 | utc.Day);
    }

    /// <summary>The pieces of a zip.</summary>
    /// <param name="entries">Its files, in order.</param>
    /// <param name="modifiedAt">The one time that all of them bear.</param>
    public static ImmutableArray<Piece> Lay(IEnumerable<ZipEntry> entries, DateTimeOffset modifiedAt)
    {
        var zip = new ZipArchiveView(modifiedAt);
        foreach (var entry in entries)
        {
            zip.Add(entry);
        }

        zip.AddDirectory();
        return zip._pieces.DrainToImmutable();
    }

    private void Add(ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var large = entry.PlainBytes >= uint.MaxValue || entry.StoredBytes >= uint.MaxValue;
        AddToDirectory(entry, name);

        var local = new ZipRecord().UInt32(0x04034B50);
        var aes = AesField(entry);
        WriteCommon(local, entry, large, VersionOf(entry, large)).UInt16(name.Length).UInt16((large ? 20 : 0) + aes.Length).Bytes(name);
        if (large)
        {
            _ = local.UInt16(1).UInt16(16).UInt64(entry.PlainBytes).UInt64(entry.StoredBytes);
        }

        _ = local.Bytes(aes);

        AddPiece(new LiteralPiece(local.ToArray()));
        foreach (var piece in entry.Pieces)
        {
            AddPiece(piece);
        }

        _entries++;
    }

    private void AddToDirectory(ZipEntry entry, byte[] name)
    {
        var extra = new ZipRecord();
        var sizes = entry.PlainBytes >= uint.MaxValue || entry.StoredBytes >= uint.MaxValue;
        if (sizes)
        {
            _ = extra.UInt64(entry.PlainBytes).UInt64(entry.StoredBytes);
        }

        if (_offset >= uint.MaxValue)
        {
            _ = extra.UInt64(_offset);
        }

        var large = extra.Length > 0;
        _ = _directory.UInt32(0x02014B50).UInt16(MadeBy);
        var aes = AesField(entry);
        _ = WriteCommon(_directory, entry, sizes, VersionOf(entry, large))
            .UInt16(name.Length).UInt16((large ? extra.Length + 4 : 0) + aes.Length)
            // No comment, disk 0, no internal attributes.
            .UInt16(0).UInt16(0).UInt16(0).UInt32(RegularFile)
            .UInt32(_offset).Bytes(name);
        if (large)
        {
            _ = _directory.UInt16(1).UInt16(extra.Length).Bytes(extra.ToArray());
        }

        _ = _directory.Bytes(aes);
    }

    /// <summary>The extra field of an encrypted file (WinZip's specification of AES encryption, section II): AE-2, 256 bits, and how the file is compressed.</summary>
    private static byte[] AesField(ZipEntry entry) => entry.IsEncrypted
        ? new ZipRecord().UInt16(0x9901).UInt16(7).UInt16(2).Bytes("AE"u8).Bytes([3]).UInt16(MethodOf(entry)).ToArray()
        : [];

    private static ushort MethodOf(ZipEntry entry) => entry.Deflated ? Deflate : (ushort)0;

    private static ushort VersionOf(ZipEntry entry, bool large) => entry.IsEncrypted ? VersionAes : large ? VersionZip64 : VersionDefault;

    private ZipRecord WriteCommon(ZipRecord record, ZipEntry entry, bool large, ushort version) => record
        .UInt16(version).UInt16(entry.IsEncrypted ? Utf8Names | Encrypted : Utf8Names).UInt16(entry.IsEncrypted ? Aes : MethodOf(entry)).UInt16(_time).UInt16(_date)
        // AE-2 has no checksum: it would tell something of a small file.
        .UInt32(entry.IsEncrypted ? 0 : entry.Crc32)
        .UInt32(large ? uint.MaxValue : entry.StoredBytes).UInt32(large ? uint.MaxValue : entry.PlainBytes);

    private void AddDirectory()
    {
        var (start, length) = (_offset, (long)_directory.Length);
        if (start >= uint.MaxValue || length >= uint.MaxValue || _entries >= ushort.MaxValue)
        {
            _ = _directory.UInt32(0x06064B50).UInt64(44).UInt16(MadeBy).UInt16(VersionZip64).UInt32(0).UInt32(0)
                .UInt64(_entries).UInt64(_entries).UInt64(length).UInt64(start)
                .UInt32(0x07064B50).UInt32(0).UInt64(start + length).UInt32(1);
        }

        var count = (int)Math.Min(_entries, ushort.MaxValue);
        _ = _directory.UInt32(0x06054B50).UInt16(0).UInt16(0).UInt16(count).UInt16(count).UInt32(length).UInt32(start).UInt16(0);
        AddPiece(new LiteralPiece(_directory.ToArray()));
    }

    private void AddPiece(Piece piece)
    {
        _pieces.Add(piece);
        _offset += piece.Length;
    }

    /// <summary>Little-endian fields in a row; a number that does not fit becomes the field's largest, which points to zip64.</summary>
    private sealed class ZipRecord
    {
        private readonly List<byte> _bytes = [];

        public int Length => _bytes.Count;

        public ZipRecord UInt16(int value)
        {
            Span<byte> field = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)value);
            return Bytes(field);
        }

        public ZipRecord UInt32(long value)
        {
            Span<byte> field = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)Math.Min(value, uint.MaxValue));
            return Bytes(field);
        }

        public ZipRecord UInt64(long value)
        {
            Span<byte> field = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(field, value);
            return Bytes(field);
        }

        public ZipRecord Bytes(ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
