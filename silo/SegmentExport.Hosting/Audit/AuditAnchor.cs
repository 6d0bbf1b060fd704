using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using SegmentExport.Artifacts.Files;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Audit;

/// <summary>The last window's number and hash in a file outside of the database: whoever cuts the audit off, or writes it anew, has to change both.</summary>
internal sealed class AuditAnchor(IOptions<AuditOptions> options, DataPaths paths)
{
    private string FilePath => Path.Combine(options.Value.AnchorPath is { Length: > 0 } folder ? Path.GetFullPath(folder) : paths.Audit, "head");

    /// <summary>What is anchored; null: nothing yet.</summary>
    /// <exception cref="InvalidDataException">The file is none of ours.</exception>
    public (long Number, string Hash)? Read()
    {
        string text;
        try
        {
            text = File.ReadAllText(FilePath, Encoding.ASCII);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return text.TrimEnd('\n').Split(' ') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? (parsed, hash)
            : throw new InvalidDataException("The audit's anchor is not a number and a hash.");
    }

    /// <summary>Anchors a window, unless a later one is.</summary>
    public void Write(AuditWindow window)
    {
        FolderTree.Ensure(Path.GetDirectoryName(FilePath)!);
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{window.Number} {window.Hash}\n"));
        KeyFile.Replace(FilePath, line, isExpected: () => Read() is not var (number, _) || number < window.Number);
    }
}
