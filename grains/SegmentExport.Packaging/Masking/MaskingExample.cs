using System.Text;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Packaging.Masking;

/// <summary>What a rule does to a made-up value, by the mask that files are packed with.</summary>
/// <param name="Value">A made-up value that the rule recognises.</param>
/// <param name="Masked">What it becomes; null: no value.</param>
public readonly record struct MaskingExample(string Value, string? Masked)
{
    private const string Characters = "AB12345678";

    // Never a space's own key: who knew what it makes of a known value could compare.
    private static readonly byte[] MadeUpKey = new byte[HashMask.MinKeyLength];

    /// <summary>An example of a rule with its parameters.</summary>
    public static MaskingExample Of(MaskingRule rule)
    {
        var value = ValueFor(rule);
        var mask = ValueMasks.Create(rule, MadeUpKey);
        var bytes = Encoding.UTF8.GetBytes(value);
        var masked = new byte[mask.MaxLength(bytes.Length)];
        var length = mask.Mask(bytes, masked);
        return new(value, length < 0 ? null : Encoding.UTF8.GetString(masked, 0, length));
    }

    private static string ValueFor(MaskingRule rule) => rule.Kind switch
    {
        MaskingKind.Email => "zhang.san@example.com",
        MaskingKind.Name => "张三丰",
        MaskingKind.IdCard => "11010119900307123X",
        MaskingKind.BankCard => "6222 0212 3456 7890",
        MaskingKind.Address => "广东省深圳市南山区科技园1号",
        MaskingKind.Ip => "192.0.2.146",
        MaskingKind.Keep => LongerThan(rule.First + rule.Last),
        MaskingKind.DateToMonth or MaskingKind.DateToYear => "2024-05-31",
        MaskingKind.Bucket => FormattableString.Invariant($"{InTheMiddle(rule)}"),
        _ => "13800138000",
    };

    private static string LongerThan(int kept) => string.Concat(Enumerable.Range(0, Math.Max(Characters.Length, kept + 3)).Select(at => Characters[at % Characters.Length]));

    /// <summary>A number of a range in the middle, round where there is one.</summary>
    private static decimal InTheMiddle(MaskingRule rule)
    {
        var at = (rule.Bounds.Length - 1) / 2;
        var from = rule.Bounds[at];
        var middle = at + 1 < rule.Bounds.Length ? (from / 2) + (rule.Bounds[at + 1] / 2) : from;
        return decimal.Floor(middle) >= from ? decimal.Floor(middle) : middle;
    }
}
