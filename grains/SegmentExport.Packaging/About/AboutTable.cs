using System.Globalization;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.About;

/// <summary>What a file says about itself. The same artifact always says the same, to whoever downloads it.</summary>
/// <param name="Facts">Names and what they are.</param>
/// <param name="FieldHeader">The names of what is told of each field.</param>
/// <param name="Fields">The fields, in the file's order.</param>
internal sealed record AboutTable(
    IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<string> FieldHeader, IReadOnlyList<IReadOnlyList<string>> Fields)
{
    /// <summary>What it is called: the sheet, and the entry without its extension.</summary>
    public const string Title = "About";

    public static AboutTable Of(ArtifactDescription artifact, Provenance provenance) => new(
        [
            ("Task 下载任务", artifact.Task.Task.Value),
            ("Name 名称", VisibleText.Of(artifact.Name)),
            ("Space 空间", artifact.Task.Space.Value),
            ("Segment 群组", $"{VisibleText.Of(provenance.SegmentName)} ({provenance.Segment})"),
            ("Reason 申请原因", VisibleText.Of(provenance.Reason)),
            ("Submitter 申请人", VisibleText.Of(provenance.Submitter.Value)),
            ("Submitted at 申请时间", Time(artifact.SubmittedAt)),
            ("Approver 审批人", VisibleText.Of(provenance.Approver.Value)),
            ("Approved at 审批时间", Time(provenance.ApprovedAt)),
            ("Rows 行数", artifact.Parts.Sum(part => part.Rows).ToString(CultureInfo.InvariantCulture)),
            ("Format 格式", ApiNames.Of(artifact.Format)),
            ("Formulas 公式", Formulas(artifact)),
        ],
        ["Field 字段", "Name 名称", "Kind 类型", "Masking 脱敏"],
        [.. artifact.Columns.Select(Field)]);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Formulas(ArtifactDescription artifact)
    {
        var handling = artifact.Options.FormulasIn(artifact.Format);
        var cells = artifact.Parts.Sum(part => part.NeutralizedCells);
        return handling == FormulaHandling.Neutralized
            ? string.Create(CultureInfo.InvariantCulture, $"{ApiNames.Of(handling)} (cells 单元格: {cells})")
            : ApiNames.Of(handling);
    }

    private static IReadOnlyList<string> Field(ExportColumn column) =>
        [column.Field.Value, VisibleText.Of(column.Name), ApiNames.Of(column.Kind), column.Masking is { } rule ? ApiNames.Of(rule.Kind) : "none 无"];
}
