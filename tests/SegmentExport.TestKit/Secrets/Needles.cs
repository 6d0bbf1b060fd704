using System.Buffers;
using System.Text;

namespace SegmentExport.TestKit.Secrets;

/// <summary>Many byte strings that are looked for at once, as they are and in hexadecimal digits, as a dump of a database has bytes.</summary>
public sealed class Needles
{
    private readonly SearchValues<string> _search;

    /// <summary>Takes what is looked for.</summary>
    public Needles(IEnumerable<byte[]> needles) => _search = SearchValues.Create([.. needles.SelectMany(Forms).Distinct()], StringComparison.Ordinal);

    /// <summary>Whether a text has one of them.</summary>
    public bool AreIn(string text) => AreIn(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a file has one of them.</summary>
    public bool AreIn(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).AsSpan().ContainsAny(_search);

    private static string[] Forms(byte[] needle) => [Encoding.Latin1.GetString(needle), Convert.ToHexStringLower(needle)];
}
