using System.Text;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>Masks as tests call them.</summary>
internal static class Masks
{
    public static readonly byte[] Key = Encoding.UTF8.GetBytes("a key of thirty-two bytes, it is");

    public static ValueMask Create(string rule) => Create(MaskVectors.Rule(rule));

    public static ValueMask Create(MaskingRule rule) => ValueMasks.Create(rule, Key);

    /// <summary>The masked bytes; null where there is no value. Checks that the promised length is kept.</summary>
    public static byte[]? Apply(ValueMask mask, ReadOnlySpan<byte> value)
    {
        var destination = new byte[mask.MaxLength(value.Length)];
        var written = mask.Mask(value, destination);
        return written < 0 ? null : destination[..written];
    }

    public static string? Apply(string rule, string value) => Apply(Create(rule), Encoding.UTF8.GetBytes(value)) is { } masked ? Encoding.UTF8.GetString(masked) : null;
}
