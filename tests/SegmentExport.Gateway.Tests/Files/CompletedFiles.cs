using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>A completed task of each format and compression, for tests that only read it.</summary>
internal static class CompletedFiles
{
    /// <summary>Every container of every format: format, compression, container.</summary>
    public static TheoryData<string, string, string> Every { get; } = new()
    {
        { "csv", "deflate", "gzip" },
        { "csv", "deflate", "zip" },
        { "csv", "deflate", "plain" },
        { "csv", "zstd", "zstd" },
        { "csv", "zstd", "plain" },
        { "jsonl", "deflate", "gzip" },
        { "jsonl", "deflate", "zip" },
        { "jsonl", "zstd", "zstd" },
        { "xlsx", "", "xlsx" },
        { "xlsx", "", "plain" },
        { "parquet", "", "zip" },
    };

    private static readonly Dictionary<string, Task<string>> Tasks = [];

    /// <summary>The path of a task's file in a container.</summary>
    public static async Task<string> FileAsync(this RunningGateway gateway, string format, string compression, string container) =>
        $"{await gateway.TaskAsync(format, compression)}/file?container={container}";

    /// <summary>The task of a format and compression; made when it is first asked for.</summary>
    public static Task<string> TaskAsync(this RunningGateway gateway, string format, string compression)
    {
        lock (Tasks)
        {
            return Tasks.TryGetValue(format + compression, out var task) ? task : Tasks[format + compression] = CompleteAsync(gateway, format, compression);
        }
    }

    private static async Task<string> CompleteAsync(RunningGateway gateway, string format, string compression)
    {
        var created = await gateway.Alice.SendForJsonAsync(HttpMethod.Post, RunningGateway.Tasks, new
        {
            segmentId = "everyone",
            reason = "=1+1 秋季 \u202E",
            format,
            options = compression.Length == 0 ? null : new { compression },
            fields = new object[] { new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "city" } },
        });
        var task = $"{RunningGateway.Tasks}/{created.GetProperty("id").GetString()}";
        await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await gateway.Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        return task;
    }

    /// <summary>The whole file.</summary>
    public static async Task<byte[]> BytesAsync(this ApiUser user, string file)
    {
        using var answer = await user.SendAsync(HttpMethod.Get, file);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}
