using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using SegmentExport.Benchmarks.Load;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>Whole lives of tasks: created; withdrawn, rejected or approved; packed; and some of them downloaded.</summary>
internal sealed class SoakLife(ClusterProcesses cluster, LoadCatalog catalog, SoakLedger ledger, int seed)
{
    private const double Withdrawn = 0.08;
    private const double Rejected = 0.07;
    private const double Downloaded = 0.6;
    private const int LargestOfOtherFormats = 100_000;

    // Silos die: whoever asks meanwhile asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestPackaging = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestDigesting = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestThought = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(seed);

    // Anew for each life: tokens are good for an hour.
    private ApiUser Alice => cluster.User(LoadCatalog.Member).Patiently(Patience);

    private ApiUser Carol => cluster.User(LoadCatalog.Approver).Patiently(Patience);

    /// <summary>One life; what is wrong is in the ledger.</summary>
    public async Task LiveAsync(int number, int most)
    {
        var rows = LoadSizes.Next(_random, most);
        var (space, segment, format) = (LoadCatalog.Space(number), catalog.SegmentOf(rows), Format(rows));
        var task = $"a task of {space}";
        try
        {
            var created = await Alice.SendForJsonAsync(HttpMethod.Post, $"/api/v1/spaces/{space}/download-tasks", new { segmentId = segment, reason = "A soak", fields = LoadCatalog.Fields, format });
            task = $"/api/v1/spaces/{space}/download-tasks/{created.GetProperty("id").GetString()}";
            ledger.Acknowledge(task, SoakFate.Created);
            await Task.Delay(LongestThought * _random.NextDouble());
            var choice = _random.NextDouble();
            if (choice < Withdrawn + Rejected)
            {
                await (choice < Withdrawn ? DecideAsync(Alice, task, "withdraw", SoakFate.Withdrawn) : DecideAsync(Carol, task, "reject", SoakFate.Rejected));
                return;
            }

            await DecideAsync(Carol, task, "approve", SoakFate.Approved);
            if (!await UntilCompletedAsync(task))
            {
                ledger.CountLate();
            }
            else if (_random.NextDouble() < Downloaded)
            {
                var containers = created.GetProperty("containers").EnumerateArray().Select(container => container.GetString()!).Where(container => container != "protected_zip").ToList();
                await DownloadAsync(task, segment, format, containers[_random.Next(containers.Count)]);
            }
        }
        catch (Exception fault)
        {
            ledger.Blame($"{task}: {fault.GetType().Name}: {fault.Message}");
        }
    }

    private string Format(double rows) => _random.NextDouble() switch
    {
        < 0.15 => "parquet",
        < 0.3 when rows <= LargestOfOtherFormats => "jsonl",
        < 0.45 when rows <= LargestOfOtherFormats => "xlsx",
        _ => "csv",
    };

    private async Task DecideAsync(ApiUser who, string task, string decision, SoakFate fate)
    {
        await who.SendForJsonAsync(HttpMethod.Post, $"{task}/{decision}");
        ledger.Acknowledge(task, fate);
    }

    private async Task<bool> UntilCompletedAsync(string task)
    {
        var started = Stopwatch.GetTimestamp();
        for (var wait = ShortestWait; ; wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks)))
        {
            await Task.Delay(wait);
            var state = await Alice.SendForJsonAsync(HttpMethod.Get, task);
            switch (state.GetProperty("status").GetString())
            {
                case "completed":
                    return true;
                case "expired":
                    return false;
                case not "preparing":
                    throw new InvalidOperationException($"It was approved, and is {state}");
                default:
                    break;
            }

            if (Stopwatch.GetElapsedTime(started) > LongestPackaging)
            {
                throw new TimeoutException($"It was not packed within {LongestPackaging}: {state}");
            }
        }
    }

    private async Task DownloadAsync(string task, string segment, string format, string container)
    {
        if (await ReadAsync(task, container) is not { } digest)
        {
            ledger.CountLate();
            return;
        }

        ledger.CountDownload();

        // Zips and workbooks have the task's name or time in them; their parts are compared all the same.
        if (format is "csv" or "jsonl" && container is not "zip")
        {
            ledger.Compare(task, segment, format, container, digest);
        }

        if (await StatedAsync(task, container) is not { } manifest)
        {
            ledger.CountLate();
            return;
        }

        ledger.Compare(task, segment, format, "parts", string.Join(' ', manifest.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("sha256").GetString())));
        if (DigestOf(manifest, container) is var stated && stated != digest)
        {
            ledger.Blame($"{task}: its {container} has the digest {digest}, and the task states {stated}.");
        }
        else
        {
            ledger.CountStated();
        }
    }

    /// <summary>The digest of a file as it arrives; null where it has expired.</summary>
    private async Task<string?> ReadAsync(string task, string container)
    {
        while (true)
        {
            using var file = await Alice.SendAsync(HttpMethod.Get, $"{task}/file?container={container}");
            if (!file.IsSuccessStatusCode)
            {
                return file.StatusCode == HttpStatusCode.Gone ? null : throw new InvalidOperationException($"Its file was answered with {(int)file.StatusCode}: {await file.Content.ReadAsStringAsync()}");
            }

            try
            {
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(await file.Content.ReadAsStreamAsync()));
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                // Where the day has passed meanwhile, the six hours that a transfer has are over too. Else it must not happen.
                if ((await Alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("status").GetString() != "expired")
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The manifest, once it states the digest; null where the task has expired before.</summary>
    private async Task<JsonElement?> StatedAsync(string task, string container)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(LongestWait))
        {
            using var answer = await Alice.SendAsync(HttpMethod.Get, $"{task}/manifest");
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
            {
                return answer.StatusCode == HttpStatusCode.Gone ? null : throw new InvalidOperationException($"Its manifest was answered with {(int)answer.StatusCode}: {text}");
            }

            var manifest = JsonElement.Parse(text);
            if (DigestOf(manifest, container) is not null)
            {
                return manifest;
            }

            if (Stopwatch.GetElapsedTime(started) > LongestDigesting)
            {
                throw new TimeoutException($"Its {container} had no digest within {LongestDigesting}.");
            }
        }
    }

    private static string? DigestOf(JsonElement manifest, string container) =>
        manifest.GetProperty("containers").EnumerateArray().Single(item => item.GetProperty("name").GetString() == container).GetProperty("sha256").GetString();
}
