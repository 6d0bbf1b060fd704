using Duende.IdentityModel.Client;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Sessions;

/// <summary>The token of a sign-in, renewed before it ends and kept for the next command.</summary>
/// <param name="credentials">The sign-in.</param>
/// <param name="file">Where it is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenSource(Credentials credentials, CredentialFile file, TimeProvider time) : IDisposable
{
    // Long enough for a request that is on its way, and for clocks that differ.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private Credentials _credentials = credentials;

    private bool IsGood => !EndsWithin(Margin);

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="UsageException">It cannot be renewed any more.</exception>
    public async ValueTask<string?> GetAsync(CancellationToken cancellation)
    {
        if (_credentials.Renewal is null || IsGood)
        {
            return _credentials.Token;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            if (!IsGood)
            {
                _credentials = await RenewAsync(cancellation);
            }

            return _credentials.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task<Credentials> RenewAsync(CancellationToken cancellation)
    {
        // A refresh token may be good for once: of several commands at a time one renews, and the others take what it has kept.
        await using var held = await file.HoldAsync(cancellation);
        if (await file.ReadAsync(cancellation) is { Renewal: not null } kept && kept.Api == _credentials.Api)
        {
            _credentials = kept;
        }

        if (IsGood || _credentials.Renewal is not { } renewal)
        {
            return _credentials;
        }

        try
        {
            using var issuer = await Issuer.FindAsync(renewal.Issuer, renewal.ClientId, cancellation);
            using var answer = await issuer.RenewAsync(renewal.RefreshToken, cancellation);
            if (answer.IsError)
            {
                throw answer is { ErrorType: ResponseErrorType.Protocol, Error: "invalid_grant" }
                    ? new UsageException("sign_in_ended", "Your sign-in has ended at the issuer. Sign in anew: segx sign-in.", ExitCodes.NotSignedIn)
                    : issuer.Refused("sign_in_ended", answer, answer.ErrorDescription);
            }

            var renewed = issuer.ToCredentials(answer, _credentials.Api, renewal.RefreshToken, time.GetUtcNow());
            await file.WriteAsync(renewed, cancellation);
            return renewed;
        }
        catch (UsageException fault) when (fault.ExitCode == ExitCodes.Unavailable && !EndsWithin(TimeSpan.Zero))
        {
            // The issuer is away, and the token still good for a moment.
            return _credentials;
        }
    }

    private bool EndsWithin(TimeSpan margin) => _credentials.ExpiresAt is { } end && end - time.GetUtcNow() <= margin;
}
