namespace SegmentExport.Hosting.Telemetry;

/// <summary>A client over <see cref="StoreRequests"/> for a store that sets time limits itself.</summary>
internal sealed class StoreHttp : HttpClient
{
    public StoreHttp(StoreRequests requests)
        : base(requests, disposeHandler: false) => Timeout = System.Threading.Timeout.InfiniteTimeSpan;
}
