using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.TestKit.Identity;

namespace SegmentExport.Client.Tests.Sessions;

/// <summary>Sign-in by a browser elsewhere (RFC 8628), at an issuer that says no in every way.</summary>
public sealed class DeviceSignInTests : IAsyncDisposable
{
    private static readonly Uri Api = new("https://exports.example.com/");

    private readonly OidcIssuer _issuer = OidcIssuer.Start();
    private readonly HastyClock _clock = new();
    private readonly List<string> _told = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ThatIsWaitedFor_AsksNoOftenerThanItMay()
    {
        _issuer.Devices.Interval = TimeSpan.FromSeconds(7);
        Answer("authorization_pending", "slow_down", "authorization_pending");

        var credentials = await SignInAsync();

        Assert.Equal([7.0, 7, 12, 12], _clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Contains(_told, line => line.Contains($"{_issuer.Url}/device in a browser", StringComparison.Ordinal));
        Assert.Equal((Api, _clock.GetUtcNow().AddHours(1), _issuer.Url, "segx"), (credentials.Api, credentials.ExpiresAt, credentials.Renewal?.Issuer, credentials.Renewal?.ClientId));
    }

    [Theory]
    [InlineData("access_denied", "access_denied")]
    [InlineData("expired_token", "device_code_expired")]
    [InlineData("unauthorized_client", "sign_in_refused")]
    public async Task SignIn_ThatIsRefused_SaysSo(string error, string code)
    {
        Answer("authorization_pending", error);

        var refused = await Assert.ThrowsAsync<UsageException>(SignInAsync);

        Assert.Equal((code, ExitCodes.NotSignedIn), (refused.Code, refused.ExitCode));
    }

    [Fact]
    public async Task SignIn_ThatNobodyComesFor_EndsWithTheCode()
    {
        _issuer.Devices.Interval = TimeSpan.FromSeconds(5);
        _issuer.Devices.Lifetime = TimeSpan.FromSeconds(20);
        Answer([.. Enumerable.Repeat("authorization_pending", 100)]);

        var refused = await Assert.ThrowsAsync<UsageException>(SignInAsync);

        Assert.Equal("device_code_expired", refused.Code);
        Assert.Equal(4, _clock.Waits.Count);
    }

    [Fact]
    public async Task SignIn_WhileTheIssuerIsAway_AsksLessAndLessOften()
    {
        _issuer.Devices.Lifetime = TimeSpan.FromSeconds(60);

        await Assert.ThrowsAsync<UsageException>(() => SignInAsync(_ => _issuer.IsDown = true));

        Assert.Equal([1.0, 2, 4, 8, 16, 28], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task SignIn_WhileAnIssuerThatNamesNoLifetimeIsAway_AsksForTenMinutesAtLeastEveryThirtySeconds()
    {
        _issuer.Devices.Lifetime = TimeSpan.Zero;

        await Assert.ThrowsAsync<UsageException>(() => SignInAsync(_ => _issuer.IsDown = true));

        Assert.Equal(30, _clock.Waits.Max(wait => wait.TotalSeconds));
        Assert.Equal(599, _clock.Waits.Sum(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Issuer_WithoutIt_OrAway_SaysSo()
    {
        _issuer.Devices.IsThere = false;
        var without = await Assert.ThrowsAsync<UsageException>(SignInAsync);
        _issuer.IsDown = true;
        var away = await Assert.ThrowsAsync<UsageException>(SignInAsync);
        var open = await Assert.ThrowsAsync<UsageException>(() => Issuer.FindAsync("http://login.example.com", "segx", Cancellation));

        Assert.Equal(("no_device_sign_in", ExitCodes.NotSignedIn), (without.Code, without.ExitCode));
        Assert.Equal(("issuer_unreachable", ExitCodes.Unavailable), (away.Code, away.ExitCode));
        Assert.Equal("issuer_unreachable", open.Code);
    }

    [Fact]
    public async Task Scopes_AskForARefreshToken_WhereTheIssuerWantsToBeAsked()
    {
        using var issuer = await Issuer.FindAsync(_issuer.Url, "segx", Cancellation);

        Assert.Equal("openid exports offline_access", issuer.ScopesOf(["openid", "exports"]));
    }

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    private void Answer(params IEnumerable<string> errors)
    {
        foreach (var error in errors)
        {
            _issuer.Devices.Errors.Enqueue(error);
        }
    }

    private Task<Credentials> SignInAsync() => SignInAsync(_ => { });

    private async Task<Credentials> SignInAsync(Action<string> tell)
    {
        using var issuer = await Issuer.FindAsync(_issuer.Url, "segx", Cancellation);
        return await new DeviceSignIn(issuer, tell + _told.Add, _clock).RunAsync(Api, "openid", Cancellation);
    }
}
