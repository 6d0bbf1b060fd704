using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Segments;

/// <summary>The segments of a space that have a text in their names, as somebody types it: the last answer that was asked for counts, whichever comes last.</summary>
internal sealed class SegmentSearch(SegmentsApi api)
{
    private int _loads;

    /// <summary>What is searched for; empty: all.</summary>
    public string Text { get; set; } = "";

    /// <summary>What was found; null: nothing is known yet.</summary>
    public IReadOnlyList<SegmentInfo>? Found { get; private set; }

    /// <summary>Why nothing could be found.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>Begins anew, for another space.</summary>
    public void Reset() => (Found, Text) = (null, "");

    /// <summary>Searches.</summary>
    public async Task LoadAsync(string space)
    {
        var load = ++_loads;
        var answer = await api.ListAsync(space, Text);
        if (load == _loads)
        {
            (Found, Problem) = (answer.Value?.Items, answer.Problem);
        }
    }
}
