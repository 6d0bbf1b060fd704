using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using SegmentExport.Artifacts.S3;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.TestKit.ObjectStores;
using Send = System.Func<System.Net.Http.HttpRequestMessage, System.Func<System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage>>, System.Threading.CancellationToken, System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage>>;

namespace SegmentExport.Artifacts.Tests.S3;

public sealed class S3FaultTests
{
    private readonly TaskKey _task = new(new("retail"), new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Action<S3StoreOptions>, string> Unusable => new()
    {
        { options => options.Bucket = "no-such-bucket", "no such bucket" },
        { options => options.SecretKey = "wrong", "refuses the credentials" },
        { options => options.AccessKey = "nobody:known", "refuses the credentials" },
        { options => options.AccessKey = "parts:stranger", "refuses the credentials" },
        { options => (options.Endpoint, options.Attempts) = ("http://127.0.0.1:1", 2), "does not answer" },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public async Task Check_OfSettingsThatDoNotWork_SaysWhyWithoutNames(Action<S3StoreOptions> change, string expected)
    {
        using var place = await S3Place.MakeAsync(change);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await place.Store.CheckAsync(Cancellation));

        Assert.Equal((ErrorCodes.StoreUnavailable, true), (fault.Code, fault.IsTransient));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Options.Bucket!, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_OfObjects_AreMadeOfIdsAlone()
    {
        var asked = new List<string>();
        using var place = await MakeAsync((request, next, _) =>
        {
            asked.Add(request.RequestUri!.AbsolutePath);
            return next();
        });

        await WriteAsync(place, new byte[10]);

        Assert.Equal([$"/{place.Options.Bucket}/{place.Options.Prefix}retail/{_task.Task}/00000.part"], asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(null)]
    public async Task Request_ThatFailsOnce_IsMadeAgain(HttpStatusCode? status)
    {
        var failed = new HashSet<string>();
        using var place = await MakeAsync(async (request, next, _) =>
        {
            // The first of each kind: to a piece, to the completion, to the bytes.
            return failed.Add($"{request.Method}{request.RequestUri!.Query}") ? Fail(status) : await next();
        });
        var bytes = RandomNumberGenerator.GetBytes(12_000_000);

        await WriteAsync(place, bytes);

        Assert.Equal(bytes, await ReadAsync(place, bytes.Length));
    }

    [Fact]
    public async Task Request_ThatAlwaysFails_IsMadeAsOftenAsIsAllowed()
    {
        var handler = default(InterceptingHandler);
        using var place = await S3Place.MakeAsync(options => options.Attempts = 3, network => handler = new(network, (_, _, _) => Task.FromResult(Fail(HttpStatusCode.ServiceUnavailable))));

        var fault = await Assert.ThrowsAsync<PackagingException>(() => WriteAsync(place, new byte[10]));

        Assert.Equal((ErrorCodes.StoreUnavailable, true, 3), (fault.Code, fault.IsTransient, handler!.Requests));
    }

    [Fact]
    public async Task Piece_ThatAlwaysFails_IsToldToWhoeverWritesAndLeavesNothing()
    {
        using var place = await MakeAsync((request, next, _) => request.RequestUri!.Query.Contains("partNumber=2", StringComparison.Ordinal) ? Task.FromResult(Fail(HttpStatusCode.InternalServerError)) : next());

        var fault = await Assert.ThrowsAsync<PackagingException>(() => WriteAsync(place, new byte[40_000_000]));

        Assert.True(fault.IsTransient);
        Assert.Equal(0, await place.CountAsync());
    }

    [Fact]
    public async Task Completion_ThatIsAnsweredWellAndFails_IsAFault()
    {
        using var place = await MakeAsync(async (request, next, _) => request is { Method.Method: "POST", RequestUri.Query: { } query } && query.Contains("uploadId=", StringComparison.Ordinal)
            ? Answer(HttpStatusCode.OK, "<?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>It came to nothing.</Message></Error>")
            : await next());

        await Assert.ThrowsAsync<PackagingException>(() => WriteAsync(place, new byte[12_000_000]));

        Assert.Equal(0, await place.CountAsync());
    }

    [Fact]
    public async Task Full_Store_IsAFaultForGood()
    {
        using var place = await MakeAsync((_, _, _) => Task.FromResult(Answer(HttpStatusCode.Forbidden, "<?xml version=\"1.0\"?><Error><Code>QuotaExceeded</Code><Message>Full.</Message></Error>")));

        var fault = await Assert.ThrowsAsync<PackagingException>(() => WriteAsync(place, new byte[10]));

        Assert.Equal((ErrorCodes.StoreFull, false), (fault.Code, fault.IsTransient));
    }

    [Fact]
    public async Task Delete_AtAServerThatListsNoUploads_DeletesTheParts()
    {
        using var place = await MakeAsync((request, next, _) => request.RequestUri!.Query.Contains("uploads", StringComparison.Ordinal) && request.Method == HttpMethod.Get
            ? Task.FromResult(Answer(HttpStatusCode.NotImplemented, "<?xml version=\"1.0\"?><Error><Code>NotImplemented</Code><Message>No.</Message></Error>"))
            : next());
        await WriteAsync(place, new byte[10]);

        await place.Store.DeleteTaskAsync(_task, Cancellation);

        Assert.Empty(await place.Store.ListTasksAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Transfer_ThatBreaksOffNowAndThen_GoesOnWhereItWas()
    {
        using var place = await MakeAsync(async (request, next, _) => request.Method == HttpMethod.Get ? BrokenContent.Break(await next(), 400_000) : await next());
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        await WriteAsync(place, bytes);

        Assert.Equal(bytes, await ReadAsync(place, bytes.Length));
    }

    [Fact]
    public async Task Transfer_OfAPartThatIsStoredAnewMeanwhile_NeverMixesTheTwo()
    {
        using var place = await MakeAsync(async (request, next, _) => request.Method == HttpMethod.Get ? BrokenContent.Break(await next(), 400_000) : await next());
        await WriteAsync(place, [.. Enumerable.Repeat((byte)1, 1_000_000)]);
        await using var stream = await place.Store.OpenPartAsync(_task, 0, 0, 1_000_000, Cancellation);
        await stream.ReadExactlyAsync(new byte[400_000], Cancellation);
        await WriteAsync(place, [.. Enumerable.Repeat((byte)2, 1_000_000)]);

        var fault = await Assert.ThrowsAsync<PackagingException>(() => stream.CopyToAsync(Stream.Null, Cancellation));

        Assert.True(fault.IsTransient);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Transfer_ThatGivesNothingAnyMore_IsAFault(bool standsStill)
    {
        var gets = 0;
        using var place = await MakeAsync(async (request, next, _) => request.Method == HttpMethod.Get && Interlocked.Increment(ref gets) > 0 ? BrokenContent.Break(Range(1000), gets == 1 ? 100 : 0, standsStill) : await next());
        (place.Options.Timeout, place.Options.Attempts) = (TimeSpan.FromSeconds(1), 2);
        await using var stream = await place.Store.OpenPartAsync(_task, 0, 0, 1000, Cancellation);

        var fault = await Assert.ThrowsAsync<PackagingException>(() => stream.CopyToAsync(Stream.Null, Cancellation));

        Assert.Equal((ErrorCodes.StoreUnavailable, true, 2), (fault.Code, fault.IsTransient, gets));
    }

    [Fact]
    public async Task Write_FasterThanTheStore_HoldsTwoPiecesAtMost()
    {
        const int Piece = 5 << 20;
        var (written, ahead) = (0L, new ConcurrentQueue<long>());
        using var place = await MakeAsync((request, next, _) =>
        {
            var pieces = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["partNumber"];
            if (pieces is not null)
            {
                ahead.Enqueue(Interlocked.Read(ref written) - ((int.Parse(pieces, System.Globalization.CultureInfo.InvariantCulture) - 1) * (long)Piece));
            }

            return next();
        });
        await using var upload = await place.Store.CreatePartAsync(_task, 0, Cancellation);

        for (var chunk = new byte[100_000]; written < 60_000_000; Interlocked.Add(ref written, chunk.Length))
        {
            upload.Content.Write(chunk);
        }

        await upload.CommitAsync(Cancellation);
        Assert.All(ahead, bytes => Assert.InRange(bytes, 0, (2 * Piece) + 100_000));
        Assert.True(ahead.Count >= 10);
    }

    [Fact]
    public async Task Write_ThatWaitsForTheStore_EndsWhenItIsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var place = await MakeAsync(async (request, next, token) =>
        {
            if (request.RequestUri!.Query.Contains("partNumber=2", StringComparison.Ordinal))
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return await next();
        });
        await using (var upload = await place.Store.CreatePartAsync(_task, 0, cancel.Token))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => upload.Content.Write(new byte[40_000_000]), Cancellation));
        }

        Assert.Equal(0, await place.CountAsync());
    }

    private static Task<S3Place> MakeAsync(Send send) => S3Place.MakeAsync(between: network => new InterceptingHandler(network, send));

    private static HttpResponseMessage Fail(HttpStatusCode? status) => status is { } code ? new(code) : throw new HttpRequestException("The connection was reset.", new IOException());

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };

    private static HttpResponseMessage Range(int length) => new(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(new byte[length]) };

    private async Task WriteAsync(S3Place place, byte[] bytes)
    {
        await using var upload = await place.Store.CreatePartAsync(_task, 0, Cancellation);
        upload.Content.Write(bytes);
        await upload.CommitAsync(Cancellation);
    }

    private async Task<byte[]> ReadAsync(S3Place place, int length)
    {
        await using var stream = await place.Store.OpenPartAsync(_task, 0, 0, length, Cancellation);
        var read = new byte[length];
        await stream.ReadExactlyAsync(read, Cancellation);
        return read;
    }
}
