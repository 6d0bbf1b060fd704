using SegmentExport.Domain.Masking;

namespace SegmentExport.Packaging.Masking;

/// <summary>Makes masks.</summary>
public static class ValueMasks
{
    /// <summary>The mask of a rule, for one column and one thread.</summary>
    /// <param name="rule">The rule with its parameters, as the catalog's check let it pass.</param>
    /// <param name="hashKey">The space's key; used by <c>hash</c> alone, and may be empty for others. At least <see cref="HashMask.MinKeyLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The rule is unknown, its parameters are out of range, or the key is too short.</exception>
    public static ValueMask Create(MaskingRule rule, ReadOnlySpan<byte> hashKey) => rule.Kind switch
    {
        MaskingKind.Phone => new PhoneMask(),
        MaskingKind.Email => new EmailMask(),
        MaskingKind.Name => new NameMask(),
        MaskingKind.IdCard => new IdCardMask(),
        MaskingKind.BankCard => new BankCardMask(),
        MaskingKind.Ip => new IpMask(),
        MaskingKind.Address => new AddressMask(),
        MaskingKind.Keep => new KeepMask(rule.First, rule.Last),
        MaskingKind.Redact => new RedactMask(),
        MaskingKind.Hash => new HashMask(hashKey),
        MaskingKind.DateToMonth => new DateMask("yyyy-MM".Length),
        MaskingKind.DateToYear => new DateMask("yyyy".Length),
        MaskingKind.Bucket => new BucketMask(rule.Bounds),
        MaskingKind.Null => new NullMask(),
        var unknown => throw new ArgumentException($"Found the masking rule {unknown}, which has no mask here. Allowed: {string.Join(", ", Enum.GetNames<MaskingKind>())}.", nameof(rule)),
    };
}
