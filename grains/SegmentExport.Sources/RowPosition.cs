namespace SegmentExport.Sources;

/// <summary>A row's place in a source, behind which reading goes on.</summary>
/// <param name="SourceVersion">The state of the source that it was found in; empty where places outlive changes.</param>
/// <param name="Row">The place in the source's own terms (<see cref="Packaging.IRowPageReader.PositionOf"/>). May be a user's key: it is not to be shown.</param>
public sealed record RowPosition(string SourceVersion, string Row);
