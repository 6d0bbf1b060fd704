using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.About;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>A workbook: a zip of a few literal files and of sheets that are the parts between a literal beginning and end.</summary>
internal static class XlsxContainer
{
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static ContainerView Open(ArtifactDescription artifact, SheetLayout layout)
    {
        IReadOnlyList<WorkbookSheet> sheets = artifact.Provenance is { } provenance
            ? [.. DataSheets.Lay(artifact, layout), AboutSheet.Lay(AboutTable.Of(artifact, provenance))]
            : DataSheets.Lay(artifact, layout);
        return new(ContentType, ".xlsx", ZipArchiveView.Lay(XlsxPackage.Lay(sheets, artifact.Name, artifact.SubmittedAt), artifact.SubmittedAt));
    }
}
