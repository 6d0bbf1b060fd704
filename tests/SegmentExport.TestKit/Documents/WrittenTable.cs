using SegmentExport.TestKit.Processes;
using Xunit;

namespace SegmentExport.TestKit.Documents;

/// <summary>A table of a document that is written from the code, between two marks.</summary>
/// <param name="document">The document's name.</param>
/// <param name="mark">The name of the mark.</param>
public sealed class WrittenTable(string document, string mark)
{
    private const string Write = "SEGMENT_EXPORT_WRITE_DOCUMENTS";

    /// <summary>Fails where the document has another table; writes it there where the environment says so.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">The rows, each its cells.</param>
    public async Task CheckAsync(string[] columns, IEnumerable<string[]> rows)
    {
        var path = Path.Combine(Repository.Root, "docs", document);
        var text = await File.ReadAllTextAsync(path);
        var (begin, end) = ($"<!-- {mark}: written from the code -->\n", "<!-- end -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, from, StringComparison.Ordinal);
        var table = $"\n{string.Concat(rows.Prepend([.. columns.Select(_ => "---")]).Prepend(columns).Select(cells => $"| {string.Join(" | ", cells)} |\n"))}\n";
        if (text[from..to] != table && Environment.GetEnvironmentVariable(Write) == "true")
        {
            await File.WriteAllTextAsync(path, text[..from] + table + text[to..]);
        }

        Assert.True(text[from..to] == table, $"docs/{document} is not what the code has. Run this test with {Write}=true, and read what has changed.");
    }
}
