using Duende.IdentityModel.Client;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Sessions;

/// <summary>The token of a sign-in, renewed before it ends and kept for the next command for as long as that sign-in is the one that is kept.</summary>
/// <param name="credentials">The sign-in.</param>
/// <param name="file">Where it is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenSource(Credentials credentials, CredentialFile file, TimeProvider time) : IAsyncDisposable
{
    // Long enough for a request that is on its way, and for clocks that differ.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // How long a request waits for a new token while the old one is still good.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private volatile Credentials _credentials = credentials;
    private Task _renewing = Task.CompletedTask;
    private bool _isAheadOfFile;

    private bool IsGood => !EndsWithin(Margin);

    private bool HasEnded => EndsWithin(TimeSpan.Zero);

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="UsageException">It cannot be renewed any more.</exception>
    public async ValueTask<string?> GetAsync(CancellationToken cancellation)
    {
        if (_credentials.Renewal is null || IsGood)
        {
            return _credentials.Token;
        }

        var renewing = RenewOnceAsync();
        if (!HasEnded)
        {
            await renewing.WaitAsync(Patience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!renewing.IsCompleted && !HasEnded && !cancellation.IsCancellationRequested)
            {
                return _credentials.Token;
            }
        }

        await renewing.WaitAsync(cancellation);
        return _credentials.Token;
    }

    /// <summary>Waits for a renewal that has begun to spend the refresh token.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    /// <summary>The renewal that is under way, or a new one: it is all requests', and ends with none of them.</summary>
    private Task RenewOnceAsync()
    {
        lock (_lock)
        {
            if (_renewing.IsCompleted && !IsGood)
            {
                _renewing = Task.Run(RenewAsync);
            }

            return _renewing;
        }
    }

    private async Task RenewAsync()
    {
        // A refresh token may be good for once: of several commands at a time one renews, and the others take what it has kept.
        await using var held = await file.HoldAsync(_ending.Token);
        var kept = await file.ReadAsync(_ending.Token);

        // The user may have signed out meanwhile, at another API, or as somebody else: that is not for this command, nor this command's to undo.
        var isKept = kept is { Renewal: not null } && (kept.Id, kept.Api) == (_credentials.Id, _credentials.Api);
        if (isKept && !_isAheadOfFile)
        {
            _credentials = kept!;
        }

        if (IsGood || _credentials.Renewal is not { } renewal)
        {
            return;
        }

        try
        {
            using var issuer = await Issuer.FindAsync(renewal.Issuer, renewal.ClientId, _ending.Token);
            using var answer = await issuer.RenewAsync(renewal.RefreshToken);
            if (answer.IsError)
            {
                throw answer is { ErrorType: ResponseErrorType.Protocol, Error: "invalid_grant" }
                    ? new UsageException("sign_in_ended", "Your sign-in has ended at the issuer. Sign in anew: segx sign-in.", ExitCodes.NotSignedIn)
                    : issuer.Refused("sign_in_ended", answer, answer.ErrorDescription);
            }

            _credentials = issuer.ToCredentials(answer, _credentials.Api, renewal.RefreshToken, time.GetUtcNow()) with { Id = _credentials.Id };
        }
        catch (UsageException fault) when (fault.ExitCode == ExitCodes.Unavailable && !HasEnded)
        {
            // The issuer is away, and the token still good for a moment.
            return;
        }

        if (isKept)
        {
            await KeepAsync(_credentials);
        }
    }

    private async Task KeepAsync(Credentials renewed)
    {
        try
        {
            await file.WriteAsync(renewed, CancellationToken.None);
            _isAheadOfFile = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk, say: this command goes on with what it has, and tries again when that is renewed.
            _isAheadOfFile = true;
        }
    }

    private bool EndsWithin(TimeSpan margin) => _credentials.ExpiresAt is { } end && end - time.GetUtcNow() <= margin;
}
