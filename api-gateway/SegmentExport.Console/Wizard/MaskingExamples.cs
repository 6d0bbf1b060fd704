namespace SegmentExport.WebConsole.Wizard;

/// <summary>What masking rules do to made-up values (docs/masking.md). The parameters of <c>keep</c> and <c>bucket</c> are the catalog's own: these are examples of them.</summary>
internal static class MaskingExamples
{
    /// <summary>A value and what becomes of it; null for a rule that this console does not know.</summary>
    public static (string Before, string After)? Of(string rule) => rule switch
    {
        "phone" => ("13800138000", "138****8000"),
        "email" => ("zhang.san@example.com", "z***@example.com"),
        "name" => ("张三丰", "张**"),
        "id_card" => ("11010119900307123X", "110101********123X"),
        "bank_card" => ("6222 0212 3456 7890", "****7890"),
        "address" => ("广东省深圳市南山区科技园1号", "广东省深圳市***"),
        "ip" => ("192.0.2.146", "192.0.*.*"),
        "keep" => ("AB12345678", "AB1***5678"),
        "redact" => ("13800138000", "***"),
        "hash" => ("13800138000", "6b1f…e07c"),
        "date_to_month" => ("2024-05-31", "2024-05"),
        "date_to_year" => ("2024-05-31", "2024"),
        "bucket" => ("42", "[30,60)"),
        "null" => ("13800138000", ""),
        _ => null,
    };
}
