namespace SegmentExport.Sources.Files;

/// <summary>There is nothing where the catalog says. What it tells is for operators alone.</summary>
/// <param name="place">The place, as the catalog names it: never the name of a file that was found, which may be a value of rows.</param>
public sealed class MissingFilesException(string place) : Exception($"nothing at {place}");
