using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Client.Contracts;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>How a task was packed, shard by shard.</summary>
internal static class ShardEndpoints
{
    public static void MapShards(this RouteGroupBuilder api) =>
        api.MapGet("/spaces/{space}/download-tasks/{task}/shards", GetAsync)
            .WithName("listShards")
            .WithTags("Download tasks")
            .WithSummary("The shards packed so far: where, when, how long")
            .WithDescription("In the file's order, at most 1,000; also of a task whose parts are deleted. Each as it was packed last: an attempt that did not count is not in it.")
            .WithTaskErrors();

    private static async Task<Results<Ok<ItemList<PackedShardInfo>>, ProblemHttpResult>> GetAsync(string space, string task, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        var answer = await grains.GetGrain<IDownloadTaskGrain>(key).GetAsync(principal.ToCaller());
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<PackedShardInfo>
            {
                Items =
                [
                    .. answer.Value.State.Packaging.Packed.OrderBy(shard => shard.Index)
                        .Select(shard => new PackedShardInfo(shard.Index, shard.Silo, shard.StartedAt, shard.Duration.TotalSeconds, shard.Rows, shard.StoredBytes)),
                ],
            })
            : Problem.From(answer.Rejection);
    }
}
