using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Exports;

/// <summary>Columns that are masked by their hash: they need the space's key, and are as long as a hash whatever they hold.</summary>
public static class HashedColumns
{
    /// <summary>The characters of a hash: HMAC-SHA-256 in hexadecimal digits.</summary>
    public const int TextLength = 64;

    /// <summary>Whether a column is one.</summary>
    public static bool IsHashed(this ExportColumn column) => column.Masking?.Kind == MaskingKind.Hash;
}
