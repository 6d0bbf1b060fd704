using System.Net;
using System.Security.Cryptography;
using SegmentExport.Artifacts.Azure;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Artifacts.Tests.Azure;

public sealed class AzureFaultTests
{
    private readonly TaskKey _task = new(new("retail"), new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Action<AzureStoreOptions>, string> Unusable => new()
    {
        { options => options.Container = "no-such-container", "no such bucket or container" },
        { options => options.ConnectionString = options.ConnectionString!.Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal), "refuses the credentials" },
        { options => (options.ConnectionString, options.Attempts) = ("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;", 2), "does not answer" },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public async Task Check_OfSettingsThatDoNotWork_SaysWhyWithoutNames(Action<AzureStoreOptions> change, string expected)
    {
        using var place = await AzurePlace.MakeAsync(change);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await place.Store.CheckAsync(Cancellation));

        Assert.Equal((ErrorCodes.StoreUnavailable, true), (fault.Code, fault.IsTransient));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Options.Container!, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ThatFailsOnce_IsMadeAgain()
    {
        var failed = new HashSet<string>();
        using var place = await AzurePlace.MakeAsync(between: network => new InterceptingHandler(network, async (request, next, _) =>
            failed.Add($"{request.Method}{request.RequestUri!.Query}") ? new(HttpStatusCode.ServiceUnavailable) : await next()));
        var bytes = RandomNumberGenerator.GetBytes(12_000_000);

        await WriteAsync(place.Store, bytes);

        await using var stream = await place.Store.OpenPartAsync(_task, 0, 0, bytes.Length, Cancellation);
        var read = new byte[bytes.Length];
        await stream.ReadExactlyAsync(read, Cancellation);
        Assert.Equal(bytes, read);
    }

    [Fact]
    public async Task Request_ThatAlwaysFails_IsMadeAsOftenAsIsAllowed()
    {
        var handler = default(InterceptingHandler);
        using var place = await AzurePlace.MakeAsync(
            options => options.Attempts = 3, network => handler = new(network, (_, _, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable))));

        var fault = await Assert.ThrowsAsync<PackagingException>(() => WriteAsync(place.Store, new byte[10]));

        Assert.Equal((ErrorCodes.StoreUnavailable, true, 3), (fault.Code, fault.IsTransient, handler!.Requests));
    }

    [Fact]
    public async Task Commit_OfPiecesThatAnotherAttemptHasDropped_IsATransientFaultAndLeavesTheOther()
    {
        using var place = await AzurePlace.MakeAsync();
        await using var slow = await place.Store.CreatePartAsync(_task, 0, Cancellation);
        slow.Content.Write(new byte[12_000_000]);
        await WriteAsync(place.Store, [.. Enumerable.Repeat((byte)1, 12_000_000)]);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await slow.CommitAsync(Cancellation));
        await slow.DisposeAsync();

        Assert.True(fault.IsTransient);
        await using var stream = await place.Store.OpenPartAsync(_task, 0, 11_999_999, 1, Cancellation);
        Assert.Equal(1, stream.ReadByte());
    }

    [Fact]
    public async Task Transfer_ThatBreaksOffNowAndThen_GoesOnWhereItWas()
    {
        using var place = await AzurePlace.MakeAsync(between: network => new InterceptingHandler(network, async (request, next, _) => request.Method == HttpMethod.Get ? BrokenContent.Break(await next(), 400_000) : await next()));
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        await WriteAsync(place.Store, bytes);
        await using var stream = await place.Store.OpenPartAsync(_task, 0, 0, bytes.Length, Cancellation);
        var read = new byte[bytes.Length];

        await stream.ReadExactlyAsync(read, Cancellation);

        Assert.Equal(bytes, read);
    }

    private async Task WriteAsync(AzureArtifactStore store, byte[] bytes)
    {
        await using var upload = await store.CreatePartAsync(_task, 0, Cancellation);
        upload.Content.Write(bytes);
        await upload.CommitAsync(Cancellation);
    }
}
