using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Live;

/// <summary>Opens streams.</summary>
internal sealed class TaskStreams(ApiClient api, ConsoleSettingsReader clock, Connection connection, TimeProvider time)
{
    /// <summary>Has a watcher told of a space's tasks, until what is returned is disposed.</summary>
    public IDisposable Watch(string space, ITaskWatcher watcher)
    {
        var stream = new TaskStream(api, clock, connection, time, space, watcher);
        _ = stream.RunAsync();
        return stream;
    }
}
