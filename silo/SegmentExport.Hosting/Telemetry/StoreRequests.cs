using System.Globalization;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>Sends the requests of a store over HTTP: each attempt is a span and is timed.</summary>
internal sealed class StoreRequests() : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
{
    private static readonly ExternalCalls Calls = new("store.request", "Requests to an object store, each attempt by itself");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Calls.MeasureAsync(Operation(request.Method), async () => await base.SendAsync(request, cancellationToken), ErrorOf).AsTask();

    private static string Operation(HttpMethod method) => method.Method switch
    {
        "GET" => "get",
        "HEAD" => "head",
        "PUT" => "put",
        "POST" => "post",
        "DELETE" => "delete",
        _ => "other",
    };

    // A 404 is an answer like any other: it is asked for what may not be there.
    private static string? ErrorOf(HttpResponseMessage answer) =>
        (int)answer.StatusCode is var status and >= 400 and not 404 ? status.ToString(CultureInfo.InvariantCulture) : null;
}
