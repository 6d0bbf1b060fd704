using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegmentExport.Artifacts.Azure;
using SegmentExport.Artifacts.Tests.Conformance;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Artifacts.Tests.Azure;

/// <summary>A container of its own at the run's server.</summary>
internal sealed class AzurePlace : IStorePlace
{
    private readonly SocketsHttpHandler _network = new();
    private readonly HttpClient _http;

    private AzurePlace(AzureStoreOptions options, Func<HttpMessageHandler, HttpMessageHandler>? between)
    {
        Options = options;
        _http = new(between?.Invoke(_network) ?? _network) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public AzureStoreOptions Options { get; }

    public AzureArtifactStore Store => new(_http, Options);

    public IArtifactStore Open() => Store;

    /// <summary>Makes one. Skips the test where there is no server.</summary>
    /// <param name="change">Changes the settings.</param>
    /// <param name="between">Puts a handler before the network.</param>
    public static async Task<AzurePlace> MakeAsync(Action<AzureStoreOptions>? change = null, Func<HttpMessageHandler, HttpMessageHandler>? between = null)
    {
        var options = await (await AzuriteServer.SharedAsync()).NewOptionsAsync();
        change?.Invoke(options);
        return new(options, between);
    }

    /// <summary>How many blobs it has, begun ones too.</summary>
    public async Task<int> CountAsync() =>
        await new BlobContainerClient(Options.ConnectionString, Options.Container).GetBlobsAsync(new GetBlobsOptions { States = BlobStates.Uncommitted }).CountAsync();

    public void Dispose()
    {
        _http.Dispose();
        _network.Dispose();
    }
}
