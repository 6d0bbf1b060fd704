using System.Text;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api.Reading;

namespace SegmentExport.WebConsole.Live;

/// <summary>Events that were not told yet: of each task only the last, unread until somebody takes it, so that a hundred changes of one task cost as much as one.</summary>
internal sealed class PendingTasks
{
    private Dictionary<string, string> _last = [];

    /// <summary>Adds an event's data.</summary>
    public void Add(string data) => _last[KeyOf(data)] = data;

    /// <summary>Takes what is there.</summary>
    public IReadOnlyList<DownloadTask> Take()
    {
        if (_last.Count == 0)
        {
            return [];
        }

        var taken = _last;
        _last = [];
        return [.. taken.Values.Select(data => JsonReading.Read(Encoding.UTF8.GetBytes(data), TaskReading.Task))];
    }

    // A task begins with its id: {"id":"…32 digits…". What does not is kept by itself, and read like any other.
    private static string KeyOf(string data) => data.StartsWith("{\"id\":\"", StringComparison.Ordinal) && data.IndexOf('"', 7) is > 0 and var end ? data[7..end] : data;
}
