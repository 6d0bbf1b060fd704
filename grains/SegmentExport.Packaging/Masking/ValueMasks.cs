using SegmentExport.Domain.Masking;

namespace SegmentExport.Packaging.Masking;

/// <summary>Makes masks.</summary>
public static class ValueMasks
{
    /// <summary>The mask of a rule.</summary>
    public static ValueMask Create(MaskingRule rule, ReadOnlySpan<byte> hashKey) => throw new NotSupportedException($"No mask {rule.Kind} yet.");
}
