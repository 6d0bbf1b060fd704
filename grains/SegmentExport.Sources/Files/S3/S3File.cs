using SegmentExport.Domain.Catalog;

namespace SegmentExport.Sources.Files.S3;

/// <summary>An object as it was listed.</summary>
/// <param name="Table">The table whose rows it has.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its name.</param>
/// <param name="Tag">Its tag, as the server writes it.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was stored.</param>
internal sealed record S3File(string Table, string Bucket, string Key, string Tag, long Length, DateTimeOffset Modified)
    : SourceFile(Table, Key, new S3Location(Bucket, Key).ToString(), Length, $"{Tag}\0{Modified.ToUnixTimeMilliseconds()}")
{
    /// <summary>Where its copy goes below a folder: folders that are values of its rows keep their names, everything else is a number.</summary>
    /// <param name="number">The how-manieth it is: copies are in the order of names.</param>
    public string CopyPath(int number)
    {
        var folders = Key.Split('/')[..^1].Where(folder => folder.Contains('=', StringComparison.Ordinal));
        return Path.Combine([.. folders, $"{number:D6}{Ending()}"]);
    }

    /// <summary>How it ends, as <c>.csv.gz</c>: that tells a reader what it is.</summary>
    private string Ending()
    {
        var last = Path.GetExtension(Key);
        return last is ".gz" or ".zst" ? Path.GetExtension(Key[..^last.Length]) + last : last;
    }
}
