using System.Net;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

public sealed class ShardTests(RunningGateway gateway)
{
    [Fact]
    public async Task Shards_OfACompletedTask_AddUpToIt()
    {
        var path = await gateway.CompletedTask;
        var packaging = (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, path)).GetProperty("packaging");

        var shards = (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{path}/shards")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(Enumerable.Range(0, packaging.GetProperty("shardsTotal").GetInt32()), shards.Select(shard => shard.GetProperty("index").GetInt32()));
        Assert.Equal(packaging.GetProperty("rowsTotal").GetInt64(), shards.Sum(shard => shard.GetProperty("rows").GetInt64()));
        Assert.Equal(packaging.GetProperty("bytes").GetInt64(), shards.Sum(shard => shard.GetProperty("bytes").GetInt64()));
        Assert.All(shards, shard => Assert.Equal("embedded", shard.GetProperty("silo").GetString()));
        Assert.All(shards, shard => Assert.True(shard.GetProperty("seconds").GetDouble() > 0));
    }

    [Fact]
    public async Task Shards_OfATaskOfOthers_AreNotFound() =>
        await gateway.Dave.RefusedAsync(HttpMethod.Get, $"{await gateway.CompletedTask}/shards", HttpStatusCode.NotFound, "task_not_found");
}
