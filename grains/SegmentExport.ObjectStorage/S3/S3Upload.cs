namespace SegmentExport.ObjectStorage.S3;

/// <summary>A multipart upload that is begun.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Id">The upload's id.</param>
internal readonly record struct S3Upload(string Name, string Id);
