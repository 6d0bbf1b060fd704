using System.Net.Http.Headers;
using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;

namespace SegmentExport.WebConsole.Session;

/// <summary>Sign-in by a name alone, where the gateway runs embedded. The token lives as long as the browser's tab.</summary>
internal sealed class DevelopmentSignIn(HttpClient http) : ISignIn
{
    private const string Key = "segment-export.token";
    private string? _token;

    public ValueTask<string?> GetTokenAsync() => ValueTask.FromResult(_token ??= BrowserModule.Read("session", Key));

    /// <summary>Signs in.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<ApiProblem?> SignInAsync(string user)
    {
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new SignIn { User = user }, ApiJson.Default.SignIn));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync(new Uri("dev/sign-in", UriKind.Relative), content);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode)
            {
                return JsonSerializer.Deserialize(body, ApiJson.Default.ApiProblem);
            }

            Set(JsonSerializer.Deserialize(body, ApiJson.Default.AccessToken)!.Value);
            return null;
        }
        catch (HttpRequestException)
        {
            return ApiProblem.Offline;
        }
        catch (JsonException)
        {
            return new() { Status = 502, Code = "unavailable" };
        }
    }

    public Task SignOutAsync()
    {
        Set(null);
        return Task.CompletedTask;
    }

    private void Set(string? token)
    {
        _token = token;
        BrowserModule.Write("session", Key, token);
    }
}
