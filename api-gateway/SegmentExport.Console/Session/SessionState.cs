using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Api.Reading;

namespace SegmentExport.WebConsole.Session;

/// <summary>Who is signed in, and in which spaces.</summary>
internal sealed class SessionState(ApiClient api, ISignIn signIn)
{
    /// <summary>Who; null: not known yet.</summary>
    public Me? Me { get; private set; }

    /// <summary>Whether somebody is signed in.</summary>
    public async Task<bool> HasTokenAsync() => await signIn.GetTokenAsync() is not null;

    /// <summary>Asks who is signed in.</summary>
    /// <returns>Null, or why it is not known.</returns>
    public async Task<ApiProblem?> LoadAsync()
    {
        var answer = await api.GetAsync("api/v1/me", StartReading.Me);
        Me = answer.Value;
        return answer.Problem;
    }

    /// <summary>The membership in a space; null: none.</summary>
    public SpaceMembership? Space(string id) => Me?.Spaces.FirstOrDefault(space => space.Id == id);

    /// <summary>Whether the API tells the user of a space's webhooks: who approves there and sees all downloads, and operators.</summary>
    public bool MaySeeWebhooks(string space) =>
        Me is { IsOperator: true } || Space(space) is { } membership && membership.Permissions.Contains("approve_downloads") && membership.Permissions.Contains("view_all_downloads");

    /// <summary>Forgets who it was: their session is over.</summary>
    public void Forget() => Me = null;

    /// <summary>Signs out.</summary>
    public async Task SignOutAsync()
    {
        Forget();
        await signIn.SignOutAsync();
    }
}
