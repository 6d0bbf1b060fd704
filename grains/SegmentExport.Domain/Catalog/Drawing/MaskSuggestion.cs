using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>Which masks a catalog should allow for what a column seems to be.</summary>
public static class MaskSuggestion
{
    private static readonly MaskingRule[] Ages = [new() { Kind = MaskingKind.Bucket, Bounds = [18, 30, 45, 60] }];

    /// <summary>The masks, the best one first, and whether one has to be chosen.</summary>
    public static FieldMasking For(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.Phone => Allow(required: true, MaskingKind.Phone, MaskingKind.Hash, MaskingKind.Redact),
        Sensitivity.Email => Allow(required: true, MaskingKind.Email, MaskingKind.Hash, MaskingKind.Redact),
        Sensitivity.IdCard => Allow(required: true, MaskingKind.IdCard, MaskingKind.Hash, MaskingKind.Redact),
        Sensitivity.BankCard => Allow(required: true, MaskingKind.BankCard, MaskingKind.Hash, MaskingKind.Redact),
        Sensitivity.Ip => Allow(required: true, MaskingKind.Ip, MaskingKind.Redact),
        Sensitivity.Name => Allow(required: true, MaskingKind.Name, MaskingKind.Hash, MaskingKind.Redact),
        Sensitivity.Address => Allow(required: true, MaskingKind.Address, MaskingKind.Redact),
        Sensitivity.Birthday => Allow(required: true, MaskingKind.DateToMonth, MaskingKind.DateToYear, MaskingKind.Null),
        Sensitivity.Age => new([.. Ages], Required: false),
        _ => Allow(required: false, MaskingKind.Hash, MaskingKind.Redact),
    };

    private static FieldMasking Allow(bool required, params MaskingKind[] kinds) => new([.. kinds.Select(kind => new MaskingRule { Kind = kind })], required);
}
