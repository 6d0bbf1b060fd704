using SegmentExport.Client.Contracts;
using SegmentExport.Client.Http;
using SegmentExport.Client.Tasks;
using SegmentExport.Client.Webhooks;

namespace SegmentExport.Client.Spaces;

/// <summary>What one space has: fields, segments, users, tasks, the audit, webhooks.</summary>
public sealed class SpaceClient
{
    private readonly ApiConnection _api;
    private readonly string _path;

    internal SpaceClient(ApiConnection api, string space, SegmentExportClientOptions options, TimeProvider time)
    {
        (_api, Id, _path) = (api, space, $"api/v1/spaces/{space.Escaped()}");
        Tasks = new(api, $"{_path}/download-tasks", options, time);
        Webhooks = new(api, $"{_path}/webhooks");
    }

    /// <summary>The space's id.</summary>
    public string Id { get; }

    /// <summary>Its download tasks.</summary>
    public DownloadTasksClient Tasks { get; }

    /// <summary>What webhooks' endpoints were told of it, and were not; for approvers and operators.</summary>
    public WebhooksClient Webhooks { get; }

    /// <summary>The fields that can be exported, with the masks that each may have.</summary>
    public async Task<IReadOnlyList<FieldInfo>> ListFieldsAsync(CancellationToken cancellation = default) =>
        (await _api.GetAsync($"{_path}/fields", ClientJson.Default.ItemListFieldInfo, cancellation)).Items;

    /// <summary>The segments.</summary>
    /// <param name="search">Part of their name; null: all.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<SegmentInfo>> ListSegmentsAsync(string? search = null, CancellationToken cancellation = default) =>
        (await _api.GetAsync($"{_path}/segments".WithQuery(("search", search)), ClientJson.Default.ItemListSegmentInfo, cancellation)).Items;

    /// <summary>One segment, with the number of its users.</summary>
    public Task<SegmentInfo> GetSegmentAsync(string segment, CancellationToken cancellation = default) =>
        _api.GetAsync($"{_path}/segments/{segment.Escaped()}", ClientJson.Default.SegmentInfo, cancellation);

    /// <summary>A page of a segment's users, masked wherever there is a mask.</summary>
    public Task<UserPage> QueryUsersAsync(string segment, UserQuery query, CancellationToken cancellation = default) =>
        _api.PostAsync($"{_path}/segments/{segment.Escaped()}/users/query", query, ClientJson.Default.UserQuery, ClientJson.Default.UserPage, Repeat.Reading, cancellation);

    /// <summary>What was done, refused and handed out, newest first; for approvers. Each page is asked for when it is come to.</summary>
    /// <param name="task">Only of this task; null: of the whole space.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<AuditItem> ListAuditAsync(string? task = null, CancellationToken cancellation = default) => Pages.ReadAsync(
        cursor => _api.GetAsync($"{_path}/audit".WithQuery(("task", task), ("cursor", cursor)), ClientJson.Default.ItemListAuditItem, cancellation), cancellation);
}
