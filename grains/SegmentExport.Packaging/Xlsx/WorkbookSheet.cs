using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">What its tab says: at most 31 characters, none of <c>\ / ? * [ ] :</c>, and other than the other sheets'.</param>
/// <param name="Xml">Its worksheet part.</param>
internal sealed record WorkbookSheet(string Name, DeflateEntry Xml);
