using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>Tokens of the sample's users, so that most tests need not begin at the sign-in page.</summary>
internal static class Tokens
{
    private static readonly ConcurrentDictionary<(Uri Address, string User), Task<string>> Known = new();

    public static Task<string> OfAsync(HttpClient gateway, string user) => Known.GetOrAdd((gateway.BaseAddress!, user), _ => SignInAsync(gateway, user));

    private static async Task<string> SignInAsync(HttpClient gateway, string user)
    {
        using var answer = await gateway.PostAsJsonAsync(new Uri("/dev/sign-in", UriKind.Relative), new { user });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }
}
