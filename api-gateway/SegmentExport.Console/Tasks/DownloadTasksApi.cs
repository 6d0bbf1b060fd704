using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Api.Reading;

namespace SegmentExport.WebConsole.Tasks;

/// <summary>The calls about download tasks.</summary>
internal sealed class DownloadTasksApi(ApiClient api)
{
    public Task<ApiResult<ItemList<DownloadTask>>> ListAsync(string space, TaskQuery query, string? cursor, CancellationToken cancellation = default) =>
        api.GetAsync($"{Of(space)}{query.ToApi(cursor)}", TaskReading.Page, cancellation);

    public Task<ApiResult<DownloadTask>> GetAsync(string space, string task, CancellationToken cancellation = default) =>
        api.GetAsync($"{Of(space)}/{Uri.EscapeDataString(task)}", TaskReading.Task, cancellation);

    public Task<ApiResult<DownloadTask>> CreateAsync(string space, CreateDownloadTask request, string idempotencyKey) =>
        api.PostAsync(Of(space), request, ApiJson.Default.CreateDownloadTask, TaskReading.Task, idempotencyKey);

    /// <summary>Withdraws, approves or rejects. Without <c>If-Match</c>: a task that is being packed changes every moment, and what matters, that it is not decided yet, the server checks itself.</summary>
    public Task<ApiResult<DownloadTask>> DecideAsync(string space, string task, string action, string? comment, string idempotencyKey) =>
        api.PostAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/{action}", new DecisionBody { Comment = comment }, ApiJson.Default.DecisionBody, TaskReading.Task, idempotencyKey);

    public Task<ApiResult<FileLink>> LinkAsync(string space, string task, string? container) =>
        api.PostAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/links", new CreateLink { Container = container }, ApiJson.Default.CreateLink, ApiJson.Default.FileLink);

    /// <summary>Makes a password for the caller's protected zip.</summary>
    public Task<ApiResult<ZipPassword>> ProtectAsync(string space, string task, bool isReplaced) =>
        api.PostAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/protected-zip", new CreateZipPassword { Replace = isReplaced }, ApiJson.Default.CreateZipPassword, ApiJson.Default.ZipPassword);

    /// <summary>Asks whether the file is there to be downloaded.</summary>
    /// <returns>The HTTP status; 0: nobody answered.</returns>
    public Task<int> HeadFileAsync(string space, string task, string container, CancellationToken cancellation) =>
        api.HeadAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/file?container={container}", cancellation);

    public Task<ApiResult<TaskSample>> SampleAsync(string space, string task) => api.GetAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/sample", ApiJson.Default.TaskSample);

    public Task<ApiResult<ItemList<PackedShardInfo>>> ShardsAsync(string space, string task) =>
        api.GetAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/shards", ApiJson.Default.ItemListPackedShardInfo);

    /// <summary>A page of the downloads of the file, newest first.</summary>
    public Task<ApiResult<ItemList<DownloadInfo>>> DownloadsAsync(string space, string task, string? cursor = null) =>
        api.GetAsync($"{Of(space)}/{Uri.EscapeDataString(task)}/downloads{(cursor is null ? "" : $"?cursor={Uri.EscapeDataString(cursor)}")}", ApiJson.Default.ItemListDownloadInfo);

    private static string Of(string space) => $"api/v1/spaces/{Uri.EscapeDataString(space)}/download-tasks";
}
