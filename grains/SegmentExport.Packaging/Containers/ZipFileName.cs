using System.Buffers;
using System.Text;

namespace SegmentExport.Packaging.Containers;

/// <summary>Makes a task's name fit to be a file's name anywhere it may be unpacked.</summary>
internal static class ZipFileName
{
    private const string Fallback = "export";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(n => (char)n), '\x7F', .. "\\/:*?\"<>|"]);

    /// <summary>The name with every character that some file system forbids as an underscore, and without dots and spaces at its ends.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name);
        for (var i = 0; i < clean.Length; i++)
        {
            if (Forbidden.Contains(clean[i]))
            {
                clean[i] = '_';
            }
        }

        var trimmed = clean.ToString().Trim(' ', '.');
        return trimmed.Length > 0 ? trimmed : Fallback;
    }
}
