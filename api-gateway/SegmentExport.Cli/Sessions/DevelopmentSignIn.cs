using System.Net;
using System.Net.Http.Json;
using SegmentExport.Cli.Output;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Sessions;

/// <summary>Sign-in by a name alone, which a gateway for development has.</summary>
internal static class DevelopmentSignIn
{
    /// <summary>Signs in.</summary>
    /// <exception cref="UsageException">There is no such user, no such sign-in, or no such API.</exception>
    public static async Task<Credentials> RunAsync(Uri api, string user, TimeProvider time, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(api, "/dev/sign-in"), new SignIn { User = user }, cancellation);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                throw new UsageException("no_development_sign_in", "This API has no sign-in by name. Sign in at your organisation's issuer: segx sign-in.", ExitCodes.NotSignedIn);
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw new UsageException("unknown_user", $"The API does not sign in a user of that name ({(int)answer.StatusCode}).", ExitCodes.NotSignedIn);
            }

            var token = await answer.Content.ReadFromJsonAsync<AccessToken>(cancellation);
            return new(api, token!.Value, time.GetUtcNow().AddSeconds(token.ExpiresIn));
        }
        catch (Exception fault) when (fault is HttpRequestException or System.Text.Json.JsonException || fault is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new UsageException("unreachable", $"The API was not reached at {api}. Check the address and the network.", ExitCodes.Unavailable);
        }
    }
}
