using SegmentExport.Client.Contracts;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;
using SegmentExport.Client.Spaces;

namespace SegmentExport.Client;

/// <summary>The SegmentExport HTTP API as one signed-in user. Made by <see cref="SegmentExportClientServices.AddSegmentExportClient"/>; safe to use from several threads.</summary>
/// <remarks>Every call ends in its value, in a <see cref="SegmentExportException"/> with the API's <c>code</c>, or in an <see cref="OperationCanceledException"/> where the caller cancels.</remarks>
public sealed class SegmentExportClient
{
    private readonly ApiConnection _api;
    private readonly SegmentExportClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A client over an HTTP client of one's own, which has the API's address, sends the token, and repeats what it likes.</summary>
    /// <param name="http">Its base address ends with a slash, its time-out is long enough for events.</param>
    /// <param name="options">Of which only the intervals are used; null: the defaults.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public SegmentExportClient(HttpClient http, SegmentExportClientOptions? options = null, TimeProvider? time = null) =>
        (_api, _options, _time) = (new(http, time ?? TimeProvider.System), options ?? new(), time ?? TimeProvider.System);

    /// <summary>Who the caller is, in which spaces, with which permissions.</summary>
    public Task<Me> GetMeAsync(CancellationToken cancellation = default) => _api.GetAsync("api/v1/me", ClientJson.Default.Me, cancellation);

    /// <summary>How people sign in, and the server's time. Needs no token.</summary>
    public Task<ConsoleSettings> GetConsoleSettingsAsync(CancellationToken cancellation = default) => _api.GetAsync("api/v1/console", ClientJson.Default.ConsoleSettings, cancellation);

    /// <summary>How the cluster is; for its operators.</summary>
    public Task<OperationsOverview> GetOperationsAsync(CancellationToken cancellation = default) =>
        _api.GetAsync("api/v1/ops/overview", ClientJson.Default.OperationsOverview, cancellation);

    /// <summary>One space (空间). Nothing is asked yet.</summary>
    /// <param name="space">Its id.</param>
    public SpaceClient Space(string space)
    {
        ArgumentException.ThrowIfNullOrEmpty(space);
        return new(_api, space, _options, _time);
    }
}
