using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Operations;

/// <summary>The calls of operators.</summary>
internal sealed class OperationsApi(ApiClient api)
{
    /// <summary>How the cluster is, where it has changed.</summary>
    /// <param name="tag">What is known; null: nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<(ApiResult<OperationsOverview> Answer, string? Tag)> OverviewAsync(string? tag, CancellationToken cancellation) =>
        api.GetChangedAsync("api/v1/ops/overview", tag, ApiJson.Default.OperationsOverview, cancellation);
}
