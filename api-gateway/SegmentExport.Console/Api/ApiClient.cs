using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegmentExport.WebConsole.Api.Reading;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Api;

/// <summary>Calls the API as the signed-in user. Every call ends in a value or a problem, never in an exception but that of a caller who ends it; one that takes longer than the client waits was not answered.</summary>
internal sealed class ApiClient(HttpClient http, ISignIn signIn)
{
    /// <summary>The API does not take the caller's token any more: they have to sign in again.</summary>
    public event Action? SignedOut;

    /// <summary>Reads something.</summary>
    public Task<ApiResult<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation = default)
        where T : class =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), body => JsonSerializer.Deserialize(body, type), cancellation);

    /// <summary>Reads something.</summary>
    public Task<ApiResult<T>> GetAsync<T>(string path, JsonRead<T> read, CancellationToken cancellation = default)
        where T : class =>
        GetFirstAsync(path, read, cancellation);

    // The first time, it may have been asked for while the program was being started.
    private async Task<ApiResult<T>> GetFirstAsync<T>(string path, JsonRead<T> read, CancellationToken cancellation)
        where T : class
    {
        try
        {
            if (BrowserModule.HasEarly(path, await signIn.GetTokenAsync()) && await BrowserModule.TakeEarlyAsync(path) is { } early)
            {
                return new(JsonReading.Read(Encoding.UTF8.GetBytes(early), read), null);
            }
        }
        catch (JsonException)
        {
            // Asked anew, it is told what is wrong with it.
        }

        return await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), body => JsonReading.Read(body, read), cancellation);
    }

    /// <summary>Reads something where it is another than what is known.</summary>
    /// <param name="path">Where.</param>
    /// <param name="tag">The tag of what is known; null: nothing is.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The answer, whose value is null where it is the same still; and its tag.</returns>
    public async Task<(ApiResult<T> Answer, string? Tag)> GetChangedAsync<T>(string path, string? tag, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        var now = tag;
        var answer = await SendAsync(request, body => JsonSerializer.Deserialize(body, type), cancellation, headers => now = headers.ETag?.ToString());
        return (answer, answer.IsOk ? now : null);
    }

    /// <summary>Has something done that needs no words, and reads the answer.</summary>
    public Task<ApiResult<T>> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation = default)
        where T : class =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path), body => JsonSerializer.Deserialize(body, type), cancellation);

    /// <summary>Sends something and reads the answer.</summary>
    /// <param name="path">Where.</param>
    /// <param name="body">What.</param>
    /// <param name="bodyType">How it is written.</param>
    /// <param name="type">How the answer is read.</param>
    /// <param name="idempotencyKey">The same for calls that mean the same; null: the call is harmless to repeat.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ApiResult<T>> PostAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, string? idempotencyKey = null, CancellationToken cancellation = default)
        where T : class =>
        PostAsync(path, body, bodyType, answer => JsonSerializer.Deserialize(answer, type), idempotencyKey, cancellation);

    /// <inheritdoc cref="PostAsync{TBody, T}(string, TBody, JsonTypeInfo{TBody}, JsonTypeInfo{T}, string?, CancellationToken)" />
    public Task<ApiResult<T>> PostAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonRead<T> read, string? idempotencyKey = null, CancellationToken cancellation = default)
        where T : class =>
        PostAsync(path, body, bodyType, answer => JsonReading.Read(answer, read), idempotencyKey, cancellation);

    private Task<ApiResult<T>> PostAsync<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyType, Func<byte[], T?> read, string? idempotencyKey, CancellationToken cancellation)
        where T : class
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return SendAsync(request, read, cancellation);
    }

    /// <summary>Asks whether something is there.</summary>
    /// <returns>The HTTP status; 0: nobody answered.</returns>
    public async Task<int> HeadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return (int)answer.StatusCode;
        }
        catch (Exception fault) when (IsOffline(fault, cancellation))
        {
            return 0;
        }
    }

    /// <summary>Sends a request with the caller's token; the caller disposes the answer.</summary>
    /// <exception cref="HttpRequestException">Nobody answered.</exception>
    /// <exception cref="OperationCanceledException">It was ended, or the answer took too long.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellation)
    {
        var answer = await SendAsCallerAsync(request, completion, cancellation);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            SignedOut?.Invoke();
        }

        return answer;
    }

    private async Task<HttpResponseMessage> SendAsCallerAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellation)
    {
        if (await signIn.GetTokenAsync() is not { } token)
        {
            // Somebody has signed out meanwhile: what the API would answer is known.
            return new(HttpStatusCode.Unauthorized) { RequestMessage = request };
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, completion, cancellation);
    }

    private async Task<ApiResult<T>> SendAsync<T>(HttpRequestMessage request, Func<byte[], T?> read, CancellationToken cancellation, Action<HttpResponseHeaders>? readHeaders = null)
        where T : class
    {
        try
        {
            using var sent = request;
            using var answer = await SendAsCallerAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
            readHeaders?.Invoke(answer.Headers);
            if (answer.StatusCode == HttpStatusCode.NotModified)
            {
                return new(null, null);
            }

            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            if (answer.IsSuccessStatusCode)
            {
                return new(read(body), null);
            }

            var problem = ProblemOf((int)answer.StatusCode, body);
            if (problem.IsSignedOut)
            {
                SignedOut?.Invoke();
            }

            return new(null, problem);
        }
        catch (Exception fault) when (IsOffline(fault, cancellation))
        {
            return new(null, ApiProblem.Offline);
        }
        catch (JsonException)
        {
            return new(null, new() { Status = 502, Code = "unreadable_answer" });
        }
    }

    // A cancellation that the caller did not ask for is the client's own: the answer took too long.
    private static bool IsOffline(Exception fault, CancellationToken cancellation) =>
        fault is HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static ApiProblem ProblemOf(int status, byte[] body)
    {
        try
        {
            return (JsonSerializer.Deserialize(body, ApiJson.Default.ApiProblem) ?? new()) with { Status = status };
        }
        catch (JsonException)
        {
            // A proxy in between answered.
            return new() { Status = status, Code = status >= 500 ? "unavailable" : "bad_request" };
        }
    }
}
