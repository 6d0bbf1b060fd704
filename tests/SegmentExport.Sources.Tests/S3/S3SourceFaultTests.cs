using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Files.S3;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Sources.Tests.S3;

/// <summary>An object store that refuses, fails, or is slow: the task tries again or closes with a code, and nothing secret is told.</summary>
public sealed class S3SourceFaultTests
{
    private const string Big = "SELECT 'u' || i AS user_id, md5(i::VARCHAR) AS extra FROM range(100000) AS t(i)";

    public static TheoryData<string, bool, string> Unusable => new()
    {
        { "key", false, "refuses the credentials" },
        { "secret", false, "refuses the credentials" },
        { "stranger", false, "refuses the credentials" },
        { "bucket", false, "a bucket that is not there" },
        { "nothing", false, "is not there" },
        { "server", true, "does not answer" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Plan_OfSettingsThatDoNotWork_SaysWhyWithoutSecrets(string what, bool isTransient, string expected)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'u00001' AS user_id");
        var connection = lake.Options.S3[Lake.Id];
        var (key, secret) = (connection.AccessKey!, connection.SecretKey!);
        (connection.AccessKey, connection.SecretKey, connection.Endpoint) = what switch
        {
            "key" => ("nobody:known", secret, connection.Endpoint),
            "secret" => (key, "wrong", connection.Endpoint),
            "stranger" => ("parts:stranger", secret, connection.Endpoint),
            "server" => (key, secret, "http://127.0.0.1:1"),
            _ => (key, secret, connection.Endpoint),
        };
        connection.Attempts = 2;
        await using var source = lake.OpenPlace(what switch { "bucket" => "s3://no-such-bucket/a.parquet", "nothing" => lake.Place("b.parquet"), _ => lake.Place("*.parquet") });

        var fault = await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient);

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.All([secret, key, "wrong", "127.0.0.1", "s3://"], found => Assert.DoesNotContain(found, fault.Message, StringComparison.Ordinal));
        Assert.All([secret, key, "127.0.0.1"], found => Assert.DoesNotContain(found, FaultCause.Tell(fault), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(null)]
    public async Task Request_ThatAlwaysFails_IsMadeAsOftenAsIsAllowed(HttpStatusCode? status)
    {
        using var lake = await Lake.MakeAsync();
        lake.Options.S3[Lake.Id].Attempts = 3;
        var handler = default(InterceptingHandler);
        await using var source = lake.Open("*.parquet", between: network => handler = new(network, (_, _, _) =>
            status is { } code ? Task.FromResult(new HttpResponseMessage(code)) : throw new HttpRequestException("The connection was reset.", new IOException())));

        await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: true);

        Assert.Equal(3, handler!.Requests);
    }

    [Fact]
    public async Task Fetch_OfALargeObjectThatBreaksOffNowAndThen_GoesOnWhereItWas()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", Big);
        var (gets, froms) = (0, new List<string>());
        await using var source = lake.Open("*.parquet", between: network => new InterceptingHandler(network, async (request, next, _) =>
        {
            if (!IsFetch(request))
            {
                return await next();
            }

            gets++;
            froms.Add($"{request.Headers.Range}");
            return BrokenContent.Break(await next(), 400_000);
        }));

        Assert.Equal(100_000, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
        Assert.True(gets > 2, $"Only {gets} requests.");
        Assert.Equal(gets, froms.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_ThatGivesNothingAnyMore_IsAFaultAndTheNextAttemptGoesOn(bool standsStill)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'a' AS user_id");
        await lake.WriteAsync("b.parquet", Big);
        (lake.Options.S3[Lake.Id].Timeout, lake.Options.S3[Lake.Id].Attempts, lake.Options.ParallelFetches) = (TimeSpan.FromSeconds(1), 2, 1);
        var (isBroken, fetched) = (true, new List<string>());
        await using var source = lake.Open("*.parquet", between: network => new InterceptingHandler(network, async (request, next, _) =>
        {
            if (IsFetch(request))
            {
                fetched.Add(Path.GetFileName(request.RequestUri!.AbsolutePath));
                return isBroken && fetched[^1] == "b.parquet" ? BrokenContent.Break(await next(), 0, standsStill) : await next();
            }

            return await next();
        }));

        await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: true);
        Assert.Equal(["a.parquet", "b.parquet", "b.parquet"], fetched);

        isBroken = false;
        Assert.Equal(100_001, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
        Assert.Equal(["a.parquet", "b.parquet", "b.parquet", "b.parquet"], fetched);
    }

    [Fact]
    public async Task Read_OverABadNetwork_LosesNothing()
    {
        using var lake = await Lake.MakeAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (at, _) =>
            await lake.PutAsync($"{at:D4}.csv", Encoding.UTF8.GetBytes($"user_id\nu{at:D4}\n")));
        var bad = default(BadNetwork);
        await using var source = lake.Open("*.csv", between: network => bad = new(network, seed: 20));

        Assert.Equal(200, (await source.ReadKeysAsync(Lake.Query, await source.PlanAsync(Lake.Query, new(), CancellationToken.None))).Count);
        Assert.True(bad!.Failed >= 3, $"Only {bad.Failed} calls failed.");
    }

    [Fact]
    public async Task Plan_ThatIsCancelledWhileItFetches_EndsAndTheNextOneGoesOn()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'a' AS user_id");
        using var cancel = new CancellationTokenSource();
        await using var source = lake.Open("*.parquet", between: network => new InterceptingHandler(network, async (request, next, token) =>
        {
            if (IsFetch(request) && !cancel.IsCancellationRequested)
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return await next();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.PlanAsync(Lake.Query, new(), cancel.Token));

        Assert.Equal(1, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Plan_OfMoreBytesThanAreAllowed_SaysHowMany()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", Big);
        lake.Options.SnapshotBytes = 1 << 20;
        await using var source = lake.Open("*.parquet");

        var fault = await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: false);

        Assert.Contains("SegmentExport:Sources:SnapshotBytes allows 1,048,576", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(lake.Snapshots()));
    }

    [Fact]
    public async Task Plan_OfAnObjectThatIsNoFile_IsAFaultForGoodThatLeavesNothing()
    {
        using var lake = await Lake.MakeAsync();
        await lake.PutAsync("a.parquet", "u00001 is no Parquet"u8.ToArray());
        await using var source = lake.Open("*.parquet");

        await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: false);

        Assert.Empty(Directory.GetFileSystemEntries(lake.Snapshots()));
    }

    [Theory]
    [InlineData("user_id\na\n", 2)]
    [InlineData("", 1)]
    public async Task Fetch_FromAServerThatPassesOverConditions_TakesNoOtherObject(string content, int rows)
    {
        using var lake = await Lake.MakeAsync();
        await lake.PutAsync("a.csv", Encoding.UTF8.GetBytes(content));
        await lake.WriteAsync("b.csv", "SELECT 'b' AS user_id");
        var isReplaced = false;
        await using var source = lake.Open("*.csv", between: network => new InterceptingHandler(network, async (request, next, _) =>
        {
            var answer = await next();
            if (!isReplaced && request.RequestUri!.AbsolutePath.EndsWith("/a.csv", StringComparison.Ordinal))
            {
                // Another one of as many bytes.
                isReplaced = true;
                answer.Headers.Remove("ETag");
                answer.Headers.TryAddWithoutValidation("ETag", $"\"{new string('0', 32)}\"");
            }

            return answer;
        }));

        await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: true);

        Assert.True(isReplaced);
        Assert.Equal(rows, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Open_WhereTheServerTellsTimesMoreExactly_FindsTheStateAgain()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.csv", "SELECT 'a' AS user_id");
        await using var source = lake.Open("*.csv", between: MoreExactly);
        var plan = await source.PlanAsync(Lake.Query, new(), CancellationToken.None);
        await lake.WriteLaterAsync("b.csv", "SELECT 'b' AS user_id");

        await using var elsewhere = lake.Open("*.csv", "elsewhere", MoreExactly);

        Assert.Contains(".123Z", plan.SourceVersion, StringComparison.Ordinal);
        Assert.Equal(["a"], await elsewhere.ReadKeysAsync(Lake.Query, plan));

        static HttpMessageHandler MoreExactly(HttpMessageHandler network) => Relisting(network, @"(?<=T[\d:]+)(\.\d+)?Z</LastModified>", ".1234567Z</LastModified>");
    }

    [Theory]
    [InlineData("<ETag>[^<]*</ETag>", "", false)]
    [InlineData("&quot;|(?<=<ETag>)\"|\"(?=</ETag>)", "", true)]
    public async Task Plan_OfAListingWithoutTagsOrTheirQuotes_IsRefusedOrRead(string found, string instead, bool isRead)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.csv", "SELECT 'a' AS user_id");
        await using var source = lake.Open("*.csv", between: network => Relisting(network, found, instead));

        if (isRead)
        {
            Assert.Equal(1, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
            return;
        }

        var fault = await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: false);
        Assert.Contains("without their tags", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfEmptyObject_IsReadAsItIs()
    {
        using var lake = await Lake.MakeAsync();
        await lake.PutAsync("a.csv", "user_id\na\n"u8.ToArray());
        await lake.PutAsync("b.csv", []);
        await using var source = lake.Open("*.csv");

        Assert.Equal(1, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
    }

    [Theory]
    [InlineData("a/*/c.csv", "a/b/c.csv", true)]
    [InlineData("a/*/c.csv", "a/b/b/c.csv", false)]
    [InlineData("a/**/c.csv", "a/c.csv", true)]
    [InlineData("a/**/c.csv", "a/b/b/c.csv", true)]
    [InlineData("a/*", "a/", false)]
    [InlineData("a/?.csv", "a/中.csv", true)]
    [InlineData("a(1)+.csv", "a(1)+.csv", true)]
    [InlineData("a.b*", "aXb", false)]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("a*", "a\n", true)]
    public void Matches_NamesOfObjects_AsGlobsOfFilesDo(string pattern, string name, bool expected) => Assert.Equal(expected, new KeyPattern(pattern).Matches(name));

    /// <summary>A server that lists otherwise.</summary>
    private static InterceptingHandler Relisting(HttpMessageHandler network, string found, string instead) => new(network, async (request, next, token) =>
    {
        var answer = await next();
        if (request.RequestUri!.Query.Contains("list-type", StringComparison.Ordinal))
        {
            var listing = await answer.Content.ReadAsStringAsync(token);
            var changed = Regex.Replace(listing, found, instead);
            Assert.NotEqual(listing, changed);
            answer.Content = new StringContent(changed, Encoding.UTF8, "application/xml");
        }

        return answer;
    });

    private static bool IsFetch(HttpRequestMessage request) => request.Method == HttpMethod.Get && !request.RequestUri!.Query.Contains("list-type", StringComparison.Ordinal);
}
