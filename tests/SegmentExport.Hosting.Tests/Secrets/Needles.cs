using System.Buffers;
using System.Text;

namespace SegmentExport.Hosting.Tests.Secrets;

/// <summary>Many byte strings that are looked for at once.</summary>
internal sealed class Needles(IReadOnlyCollection<byte[]> needles)
{
    private readonly SearchValues<string> _search = SearchValues.Create([.. needles.Select(needle => Encoding.Latin1.GetString(needle))], StringComparison.Ordinal);

    /// <summary>Whether a text has one of them.</summary>
    public bool AreIn(string text) => AreIn(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a file has one of them.</summary>
    public bool AreIn(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).AsSpan().ContainsAny(_search);
}
