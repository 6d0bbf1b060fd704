using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.Sources.Files;

/// <summary>One state of a source's files.</summary>
/// <param name="Version">Tells it from any other.</param>
/// <param name="Files">Its files, in a fixed order.</param>
internal sealed record FileState(string Version, IReadOnlyList<SourceFile> Files)
{
    /// <summary>How many bytes they have.</summary>
    public long Length => Files.Sum(file => file.Length);

    /// <summary>32 hexadecimal digits that change when a file does.</summary>
    /// <param name="files">The files.</param>
    /// <param name="importRules">The rules that they are taken over by: by others they are another state. Null: they are read in place.</param>
    public static string Fingerprint(IEnumerable<SourceFile> files, int? importRules)
    {
        var text = new StringBuilder();
        if (importRules is { } rules)
        {
            text.Append(rules).Append('\n');
        }

        foreach (var file in files)
        {
            text.Append(file.Table).Append('\0').Append(file.Name).Append('\0').Append(file.Length).Append('\0').Append(file.Stamp).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
