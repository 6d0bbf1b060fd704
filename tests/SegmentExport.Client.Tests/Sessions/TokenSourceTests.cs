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
        using var one = Source(first);
        using var other = Source(first);

        var good = await one.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(59.5));
        var renewed = await Task.WhenAll(new[] { one, one, other, other }.Select(source => source.GetAsync(Cancellation).AsTask()));

        Assert.Equal(first.Token, good);
        Assert.Single(renewed.Distinct());
        Assert.NotEqual(first.Token, renewed[0]);
        var kept = await File.ReadAsync(Cancellation);
        Assert.Equal((renewed[0], 1), (kept!.Token, _issuer.RefreshTokens));
        Assert.NotEqual(first.Renewal!.RefreshToken, kept.Renewal!.RefreshToken);
    }

    [Fact]
    public async Task Renewal_ThatTheIssuerRefuses_EndsTheSignIn()
    {
        using var source = Source((await SignInAsync()) with { Renewal = new(_issuer.Url, "segx", "used-before") });
        File.Delete();
        _clock.Advance(TimeSpan.FromHours(2));

        var refused = await Assert.ThrowsAsync<UsageException>(() => source.GetAsync(Cancellation).AsTask());

        Assert.Equal(("sign_in_ended", ExitCodes.NotSignedIn), (refused.Code, refused.ExitCode));
    }

    [Fact]
    public async Task Token_WhileTheIssuerIsAway_IsUsedUntilItsEnd()
    {
        var first = await SignInAsync();
        using var source = Source(first);
        _issuer.IsDown = true;
        _clock.Advance(TimeSpan.FromMinutes(59.5));

        Assert.Equal(first.Token, await source.GetAsync(Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ExitCodes.Unavailable, (await Assert.ThrowsAsync<UsageException>(() => source.GetAsync(Cancellation).AsTask())).ExitCode);
        _issuer.IsDown = false;
        Assert.NotEqual(first.Token, await source.GetAsync(Cancellation));
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
        var credentials = signedIn with { ExpiresAt = _clock.GetUtcNow().AddHours(1) };
        await File.WriteAsync(credentials, Cancellation);
        return credentials;
    }
}
