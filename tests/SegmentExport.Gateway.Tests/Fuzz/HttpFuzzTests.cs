using System.Collections.Concurrent;
using System.Globalization;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>
/// Requests made from the API document, good and bad: whatever comes, the answer is one that the document has, errors are problem details with a code and a trace, and nothing of the
/// program's inside is seen. More requests, and the same again: <c>SEGMENT_EXPORT_FUZZ_REQUESTS</c>, <c>SEGMENT_EXPORT_FUZZ_SEED</c>.
/// </summary>
public sealed class HttpFuzzTests(FuzzedGateway gateway, ITestOutputHelper output) : IClassFixture<FuzzedGateway>
{
    private const int AtOnce = 4;

    private const int ShownFailures = 20;

    private static readonly int Requests = Setting("SEGMENT_EXPORT_FUZZ_REQUESTS") ?? 2000;

    private static readonly int Seed = Setting("SEGMENT_EXPORT_FUZZ_SEED") ?? Random.Shared.Next(1_000_000);

    [Fact]
    public async Task Request_OfAnyKind_GetsADocumentedAnswer()
    {
        var (fuzzer, rules) = (new RequestFuzzer(gateway.Documented.Document, gateway.Known, gateway.Tokens), new AnswerRules(gateway.Documented));
        var (failures, statuses) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<int, int>());
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (index, _) =>
        {
            var request = fuzzer.Make(new Dice(Seed, index));
            try
            {
                var answer = await RawHttp.SendAsync(gateway.Address, request);
                statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
                if (rules.Broken(request, answer) is { } broken)
                {
                    failures.Enqueue($"{broken} Request {index}:\n{request}\nAnswer: {answer.Status} {answer.MediaType} {answer.Body[..Math.Min(answer.Body.Length, 600)]}");
                }
            }
            catch (TimeoutException silence)
            {
                failures.Enqueue($"{silence.Message} Request {index}:\n{request}");
            }
        });

        output.WriteLine($"Seed {Seed}, {Requests} requests: {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} x {pair.Value}"))}.");
        Assert.True(
            failures.IsEmpty, $"{failures.Count} of {Requests} requests. The same again: SEGMENT_EXPORT_FUZZ_SEED={Seed}.\n\n{string.Join("\n\n", failures.Take(ShownFailures))}");
        Assert.True(statuses.GetValueOrDefault(200) > Requests / 10, "Too few requests got through for this to say anything.");
        Assert.True(await gateway.IsWellAsync(), "The gateway is not well any more.");
        Assert.DoesNotContain(gateway.Output.Split('\n'), line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
