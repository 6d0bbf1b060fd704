using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SegmentExport.TestKit.Processes;

/// <summary>Somebody who uses the HTTP API of a running gateway, by plain requests.</summary>
public sealed class ApiUser
{
    private readonly HttpClient _client;
    private readonly string _token;
    private readonly TimeSpan _patience;

    private ApiUser(HttpClient client, string token, TimeSpan patience = default) => (_client, _token, _patience) = (client, token, patience);

    /// <summary>The token that it comes with.</summary>
    public string Token => _token;

    /// <summary>Signs in as one of the sample's users.</summary>
    public static async Task<ApiUser> SignInAsync(HttpClient client, string user)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/dev/sign-in", UriKind.Relative), new { user });
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new(client, body.GetProperty("accessToken").GetString()!);
    }

    /// <summary>Comes with a token from elsewhere.</summary>
    public static ApiUser WithToken(HttpClient client, string token) => new(client, token);

    /// <summary>Comes without a token.</summary>
    public static ApiUser Nobody(HttpClient client) => new(client, "");

    /// <summary>The same user who repeats, with the same idempotency key, what is answered with 503, as that answer says.</summary>
    /// <param name="patience">For how long.</param>
    public ApiUser Patiently(TimeSpan patience) => new(_client, _token, patience);

    /// <summary>Sends a request; the caller disposes the answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path with its query.</param>
    /// <param name="body">Sent as JSON, or as it is where it is content already, which the caller disposes; null: none.</param>
    /// <param name="headers">Sets further headers.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestHeaders>? headers = null)
    {
        var (started, key) = (Stopwatch.GetTimestamp(), Guid.CreateVersion7().ToString());
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.Authorization = _token.Length > 0 ? new AuthenticationHeaderValue("Bearer", _token) : null;
            request.Content = body switch { null => null, HttpContent content => content, _ => JsonContent.Create(body) };
            if (_patience > TimeSpan.Zero && method == HttpMethod.Post)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            headers?.Invoke(request.Headers);
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (answer is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null } || Stopwatch.GetElapsedTime(started) >= _patience)
            {
                return answer;
            }

            answer.Dispose();
            await Task.Delay(500);
        }
    }

    /// <summary>Sends a request that succeeds, and reads its JSON.</summary>
    public async Task<JsonElement> SendForJsonAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.Clone()
            : throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Creates a download task.</summary>
    /// <returns>Its path below the host.</returns>
    public async Task<string> CreateTaskAsync(string space, string segment, params object[] fields)
    {
        var task = await SendForJsonAsync(
            HttpMethod.Post, $"/api/v1/spaces/{space}/download-tasks", new { segmentId = segment, reason = "A test", fields });
        return $"/api/v1/spaces/{space}/download-tasks/{task.GetProperty("id").GetString()}";
    }

    /// <summary>Asks for a task until it satisfies a condition.</summary>
    public async Task<JsonElement> WaitForAsync(string task, Predicate<JsonElement> condition, TimeSpan timeout)
    {
        using var ended = new CancellationTokenSource(timeout);
        while (true)
        {
            var state = await SendForJsonAsync(HttpMethod.Get, task);
            if (condition(state))
            {
                return state;
            }

            if (ended.IsCancellationRequested)
            {
                throw new TimeoutException($"The task did not come so far within {timeout}: {state}");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>The status code of a request.</summary>
    public async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        return answer.StatusCode;
    }
}
