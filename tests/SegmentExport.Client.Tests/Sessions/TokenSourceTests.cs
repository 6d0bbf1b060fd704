using Microsoft.Extensions.Time.Testing;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Client.Tests.Sessions;

/// <summary>Tokens that are renewed before they end.</summary>
public sealed class TokenSourceTests : IAsyncDisposable
{
    private readonly OidcIssuer _issuer = OidcIssuer.Start();
    private readonly TempDataFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CredentialFile File => new(_folder.Combine("segment-export/credentials.json"));

    [Fact]
    public async Task Token_ThatIsAboutToEnd_IsRenewedOnceAndKept()
    {
        var first = await SignInAsync();
        await using var one = Source(first);
        await using var other = Source(first);

        var good = await one.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        var renewed = await Task.WhenAll(new[] { one, one, other, other }.Select(source => source.GetAsync(Cancellation).AsTask()));

        Assert.Equal(first.Token, good);
        Assert.Single(renewed.Distinct());
        Assert.NotEqual(first.Token, renewed[0]);
        var kept = await File.ReadAsync(Cancellation);
        Assert.Equal((renewed[0], 1), (kept!.Token, _issuer.RefreshTokens));
        Assert.Equal(first.Id, kept.Id);
        Assert.NotEqual(first.Renewal!.RefreshToken, kept.Renewal!.RefreshToken);
    }

    [Fact]
    public async Task Renewal_ThatTheIssuerRefuses_EndsTheSignIn()
    {
        await using var source = Source((await SignInAsync()) with { Renewal = new(_issuer.Url, "segx", "used-before") });
        File.Delete();
        _clock.Advance(TimeSpan.FromHours(2));

        var refused = await Assert.ThrowsAsync<UsageException>(() => source.GetAsync(Cancellation).AsTask());

        Assert.Equal(("sign_in_ended", ExitCodes.NotSignedIn), (refused.Code, refused.ExitCode));
    }

    [Fact]
    public async Task Token_WhileTheIssuerIsAway_IsUsedUntilItsEnd()
    {
        var first = await SignInAsync();
        await using var source = Source(first);
        _issuer.IsDown = true;
        _clock.Advance(TimeSpan.FromMinutes(59.5));

        Assert.Equal(first.Token, await source.GetAsync(Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ExitCodes.Unavailable, (await Assert.ThrowsAsync<UsageException>(() => source.GetAsync(Cancellation).AsTask())).ExitCode);
        _issuer.IsDown = false;
        Assert.NotEqual(first.Token, await source.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Renewal_WhoseRequestIsCancelled_IsKeptAllTheSame()
    {
        var first = await SignInAsync();
        await using var source = Source(first);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        var hold = new TaskCompletionSource();
        _issuer.Delay = hold.Task;
        using var request = new CancellationTokenSource();

        var asked = source.GetAsync(request.Token).AsTask();
        await request.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        hold.SetResult();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await File.ReadAsync(patience.Token))!.Token == first.Token)
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.Equal((await File.ReadAsync(Cancellation))!.Token, await source.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Token_WhileTheIssuerHangs_IsUsedAfterAMoment()
    {
        var first = await SignInAsync();
        await using var source = Source(first);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        var hold = new TaskCompletionSource();
        _issuer.Delay = hold.Task;

        var asked = source.GetAsync(Cancellation).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(6));
        var token = await asked.WaitAsync(TimeSpan.FromSeconds(5), Cancellation);
        hold.SetResult();

        Assert.Equal(first.Token, token);
    }

    [Fact]
    public async Task Renewal_ThatCannotBeKept_IsUsedByThisCommand()
    {
        var first = await SignInAsync();
        await using var source = Source(first);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        var obstacle = Directory.CreateDirectory(_folder.Combine($"segment-export/credentials.json.{Environment.ProcessId}~"));

        var renewed = await source.GetAsync(Cancellation);
        var kept = await File.ReadAsync(Cancellation);
        obstacle.Delete();
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        var next = await source.GetAsync(Cancellation);

        Assert.Equal(first, kept);
        Assert.Distinct([first.Token, renewed, next]);
        Assert.Equal(next, (await File.ReadAsync(Cancellation))!.Token);
    }

    [Theory]
    [InlineData("https://exports.example.com/")]
    [InlineData("https://other.example.com/")]
    public async Task Renewal_AfterAnotherSignIn_LeavesThatAlone(string api)
    {
        var first = await SignInAsync();
        await using var source = Source(first);
        var other = new Credentials(new(api), "other", _clock.GetUtcNow().AddDays(1), new(_issuer.Url, "segx", "another"), Guid.CreateVersion7());
        await File.WriteAsync(other, Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(59.5));

        var renewed = await source.GetAsync(Cancellation);

        Assert.DoesNotContain(renewed, new[] { first.Token, other.Token });
        Assert.Equal(other, await File.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Renewal_AfterTheSignOut_KeepsNothing()
    {
        var first = await SignInAsync();
        await using var source = Source(first);
        File.Delete();
        _clock.Advance(TimeSpan.FromMinutes(59.5));

        Assert.NotEqual(first.Token, await source.GetAsync(Cancellation));
        Assert.Null(await File.ReadAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }

    private TokenSource Source(Credentials credentials) => new(credentials, File, _clock);

    private async Task<Credentials> SignInAsync()
    {
        using var issuer = await Issuer.FindAsync(_issuer.Url, "segx", Cancellation);
        var signedIn = await new DeviceSignIn(issuer, _ => { }, new HastyClock()).RunAsync(new("https://exports.example.com/"), "openid", Cancellation);
        var credentials = signedIn with { ExpiresAt = _clock.GetUtcNow().AddHours(1), Id = Guid.CreateVersion7() };
        await File.WriteAsync(credentials, Cancellation);
        return credentials;
    }
}
