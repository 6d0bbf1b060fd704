using System.Text.RegularExpressions;

namespace SegmentExport.Cluster.Tests.Collector;

/// <summary>The attributes and redaction processors, as they are set: keys that are deleted, and what is masked of values, be they attributes' or a log's body.</summary>
internal sealed class Redaction(IEnumerable<string> deleted, IEnumerable<string> blocked)
{
    private readonly HashSet<string> _deleted = new(deleted, StringComparer.Ordinal);

    // The collector has RE2, to which words and digits are ASCII's alone, as they are to this.
    private readonly List<Regex> _blocked = [.. blocked.Select(pattern => new Regex(pattern, RegexOptions.ECMAScript))];

    /// <summary>Whether an attribute does not leave at all.</summary>
    public bool Deletes(string key) => _deleted.Contains(key);

    /// <summary>What is left of a value.</summary>
    public string Mask(string value) => _blocked.Aggregate(value, (left, pattern) => pattern.Replace(left, "****"));
}
