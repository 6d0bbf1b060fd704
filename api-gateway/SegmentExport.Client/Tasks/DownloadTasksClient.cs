using SegmentExport.Client.Contracts;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Events;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Tasks;

/// <summary>The download tasks (下载任务) of one space.</summary>
public sealed class DownloadTasksClient
{
    private readonly ApiConnection _api;
    private readonly string _path;
    private readonly SegmentExportClientOptions _options;
    private readonly TimeProvider _time;

    internal DownloadTasksClient(ApiConnection api, string path, SegmentExportClientOptions options, TimeProvider time) =>
        (_api, _path, _options, _time) = (api, path, options, time);

    /// <summary>Creates a task.</summary>
    /// <param name="request">What to export, how masked, and why.</param>
    /// <param name="key">Calls with the same key are one task: keep it over restarts of the program. Null: a new one, which only protects the repetitions of this call.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<DownloadTask> CreateAsync(CreateDownloadTask request, string? key = null, CancellationToken cancellation = default) =>
        _api.PostAsync(_path, request, ClientJson.Default.CreateDownloadTask, ClientJson.Default.DownloadTask, Repeat.Keyed(key), cancellation);

    /// <summary>The tasks that the caller may see, newest first. Each page is asked for when it is come to.</summary>
    public IAsyncEnumerable<DownloadTask> ListAsync(TaskQuery? query = null, CancellationToken cancellation = default) =>
        Pages.ReadAsync(cursor => ListPageAsync(query, cursor, cancellation), cancellation);

    /// <summary>A page of the list.</summary>
    /// <param name="query">Which tasks; null: all.</param>
    /// <param name="cursor"><c>NextCursor</c> of the page before; null: the first page.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ItemList<DownloadTask>> ListPageAsync(TaskQuery? query = null, string? cursor = null, CancellationToken cancellation = default) => _api.GetAsync(
        _path.WithQuery(("search", query?.Search), ("status", query?.Status), ("mine", query?.Mine), ("submitter", query?.Submitter), ("archived", query?.Archived), ("limit", query?.PageSize), ("cursor", cursor)),
        ClientJson.Default.ItemListDownloadTask,
        cancellation);

    /// <summary>One task as it is now.</summary>
    public Task<DownloadTask> GetAsync(string task, CancellationToken cancellation = default) => _api.GetAsync(PathOf(task), ClientJson.Default.DownloadTask, cancellation);

    /// <summary>Approves a task.</summary>
    /// <param name="task">Its id.</param>
    /// <param name="comment">For the submitter; null: none.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<DownloadTask> ApproveAsync(string task, string? comment = null, CancellationToken cancellation = default) => DecideAsync(task, "approve", comment, cancellation);

    /// <summary>Rejects a task.</summary>
    /// <inheritdoc cref="ApproveAsync" path="/param" />
    public Task<DownloadTask> RejectAsync(string task, string? comment = null, CancellationToken cancellation = default) => DecideAsync(task, "reject", comment, cancellation);

    /// <summary>Withdraws the caller's own task.</summary>
    /// <inheritdoc cref="ApproveAsync" path="/param" />
    public Task<DownloadTask> WithdrawAsync(string task, string? comment = null, CancellationToken cancellation = default) => DecideAsync(task, "withdraw", comment, cancellation);

    /// <summary>The first rows of the file, masked as it is.</summary>
    public Task<TaskSample> GetSampleAsync(string task, CancellationToken cancellation = default) => _api.GetAsync($"{PathOf(task)}/sample", ClientJson.Default.TaskSample, cancellation);

    /// <summary>Which silo packed which rows.</summary>
    public async Task<IReadOnlyList<PackedShardInfo>> ListShardsAsync(string task, CancellationToken cancellation = default) =>
        (await _api.GetAsync($"{PathOf(task)}/shards", ClientJson.Default.ItemListPackedShardInfo, cancellation)).Items;

    /// <summary>Who downloaded the file, newest first.</summary>
    public IAsyncEnumerable<DownloadInfo> ListDownloadsAsync(string task, CancellationToken cancellation = default) => Pages.ReadAsync(
        cursor => _api.GetAsync($"{PathOf(task)}/downloads".WithQuery(("cursor", cursor)), ClientJson.Default.ItemListDownloadInfo, cancellation), cancellation);

    /// <summary>What the file of a completed task consists of.</summary>
    public Task<Manifest> GetManifestAsync(string task, CancellationToken cancellation = default) => _api.GetAsync($"{PathOf(task)}/manifest", ClientJson.Default.Manifest, cancellation);

    /// <summary>A link to the file for a browser. It is as secret as a token.</summary>
    public Task<FileLink> CreateLinkAsync(string task, CreateLink? link = null, CancellationToken cancellation = default) =>
        _api.PostAsync($"{PathOf(task)}/links", link ?? new(), ClientJson.Default.CreateLink, ClientJson.Default.FileLink, Repeat.Never, cancellation);

    /// <summary>A password for the file as an encrypted zip, shown this once.</summary>
    /// <param name="task">Its id.</param>
    /// <param name="replace">Whether a new one replaces the one before.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ZipPassword> CreateZipPasswordAsync(string task, bool replace = false, CancellationToken cancellation = default) => _api.PostAsync(
        $"{PathOf(task)}/protected-zip", new() { Replace = replace }, ClientJson.Default.CreateZipPassword, ClientJson.Default.ZipPassword, Repeat.Never, cancellation);

    /// <summary>What happens to the tasks that the caller may see, as it happens, over any number of connections. Ends when it is cancelled.</summary>
    /// <exception cref="SegmentExportException">The caller is not let in any more.</exception>
    public IAsyncEnumerable<TaskEvent> WatchAsync(CancellationToken cancellation = default) => Events().WatchAsync(cancellation);

    /// <summary>Waits until a task is as wished: by its events, and by asking while there are none. Once the task was seen it also waits for an API that is not reached, until it is cancelled.</summary>
    /// <param name="task">Its id.</param>
    /// <param name="until">Whether it is.</param>
    /// <param name="progress">Is told each state that is seen on the way; null: nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The task as wished.</returns>
    public Task<DownloadTask> WaitAsync(string task, Predicate<DownloadTask> until, IProgress<DownloadTask>? progress = null, CancellationToken cancellation = default) =>
        new TaskWaiter(this, task, Events(), _options, _time).WaitAsync(until, progress, cancellation);

    /// <summary>Waits until a task is approved and packed, so that its file can be downloaded.</summary>
    /// <inheritdoc cref="WaitAsync" path="/param[@name='task' or @name='progress' or @name='cancellation']" />
    /// <exception cref="TaskEndedException">It was withdrawn, rejected, could not be packed, or has expired.</exception>
    public async Task<DownloadTask> WaitUntilCompletedAsync(string task, IProgress<DownloadTask>? progress = null, CancellationToken cancellation = default)
    {
        var state = await WaitAsync(task, static state => state.Status is "completed" or "closed" or "expired", progress, cancellation);
        return state.Status == "completed" ? state : throw new TaskEndedException(state);
    }

    /// <summary>Downloads the file of a completed task: in parallel ranges, going on where an earlier download of the same file broke off, and checked against the digest of what was packed.</summary>
    /// <param name="task">Its id.</param>
    /// <param name="path">Where to; a folder that exists: into it, by the API's name of the file. Nothing is there under the file's own name before it is whole and checked.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="progress">Is told how far it is; null: nobody.</param>
    /// <param name="cancellation">Ends it; what was downloaded stays for the next time.</param>
    /// <exception cref="DownloadException">The bytes are not those that were packed, cannot be checked, or the file cannot be written.</exception>
    public Task<DownloadedFile> DownloadAsync(
        string task, string path, DownloadOptions? options = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileDownload(_api, PathOf(task), options ?? new(), progress, _time).RunAsync(path, cancellation);
    }

    private Task<DownloadTask> DecideAsync(string task, string decision, string? comment, CancellationToken cancellation) => _api.PostAsync(
        $"{PathOf(task)}/{decision}", new() { Comment = comment }, ClientJson.Default.DecisionBody, ClientJson.Default.DownloadTask, Repeat.Keyed(null), cancellation);

    private TaskEvents Events() => new(_api, $"{_path}/events", _options, _time);

    private string PathOf(string task)
    {
        ArgumentException.ThrowIfNullOrEmpty(task);
        return $"{_path}/{task.Escaped()}";
    }
}
