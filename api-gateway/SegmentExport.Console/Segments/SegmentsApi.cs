using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Segments;

/// <summary>The calls about a space's segments, their users, and the fields.</summary>
internal sealed class SegmentsApi(ApiClient api) : IDisposable
{
    // Each count is a look at the source.
    private readonly SemaphoreSlim _counting = new(3);

    public Task<ApiResult<ItemList<SegmentInfo>>> ListAsync(string space, string? search = null) =>
        api.GetAsync(Of(space, "segments") + (string.IsNullOrWhiteSpace(search) ? "" : $"?search={Uri.EscapeDataString(search.Trim())}"), ApiJson.Default.ItemListSegmentInfo);

    /// <summary>A segment with its row count.</summary>
    public async Task<ApiResult<SegmentInfo>> GetAsync(string space, string segment)
    {
        await _counting.WaitAsync();
        try
        {
            return await api.GetAsync(Of(space, $"segments/{Uri.EscapeDataString(segment)}"), ApiJson.Default.SegmentInfo);
        }
        finally
        {
            _counting.Release();
        }
    }

    public Task<ApiResult<ItemList<FieldInfo>>> FieldsAsync(string space) => api.GetAsync(Of(space, "fields"), ApiJson.Default.ItemListFieldInfo);

    public Task<ApiResult<UserPage>> UsersAsync(string space, string segment, UserQuery query) =>
        api.PostAsync(Of(space, $"segments/{Uri.EscapeDataString(segment)}/users/query"), query, ApiJson.Default.UserQuery, ApiJson.Default.UserPage);

    public void Dispose() => _counting.Dispose();

    private static string Of(string space, string rest) => $"api/v1/spaces/{Uri.EscapeDataString(space)}/{rest}";
}
