namespace SegmentExport.Sources.Files;

/// <summary>One of the files that a source is made of.</summary>
/// <param name="Table">The table whose rows it has.</param>
/// <param name="Place">Where it is: a full path, or the name of an object in its bucket.</param>
/// <param name="Name">What tells it from the other files of its table.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Stamp">What changes when it is written.</param>
internal record SourceFile(string Table, string Place, string Name, long Length, string Stamp);
