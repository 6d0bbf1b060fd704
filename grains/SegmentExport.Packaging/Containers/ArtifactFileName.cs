using System.Buffers;
using System.Text;
using SegmentExport.Packaging.About;

namespace SegmentExport.Packaging.Containers;

/// <summary>Makes a task's name fit to be a file's name, on whatever it may be stored or unpacked.</summary>
public static class ArtifactFileName
{
    private const string Fallback = "export";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\/:*?\"<>|");

    /// <summary>The name with every character that some file system forbids, or that shows other than it is, as an underscore, and without dots and spaces at its ends.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            _ = (rune.IsBmp && Forbidden.Contains((char)rune.Value)) || VisibleText.Hides(rune) ? clean.Append('_') : clean.Append(rune.ToString());
        }

        var trimmed = clean.ToString().Trim(' ', '.');
        return trimmed.Length > 0 ? trimmed : Fallback;
    }
}
