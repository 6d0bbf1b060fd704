using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>A workbook: a zip of a few literal files and of sheets that are the parts between a literal beginning and end.</summary>
internal static class XlsxContainer
{
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static ContainerView Open(ArtifactDescription artifact, SheetLayout layout)
    {
        // What a workbook says about itself would be one sheet more, behind the rows'.
        var sheets = DataSheets.Lay(artifact, layout);
        return new(ContentType, ".xlsx", ZipArchiveView.Lay(XlsxPackage.Lay(sheets, artifact.Name, artifact.SubmittedAt), artifact.SubmittedAt));
    }
}
