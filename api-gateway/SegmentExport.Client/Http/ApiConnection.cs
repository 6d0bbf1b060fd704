using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegmentExport.Client.Errors;

namespace SegmentExport.Client.Http;

/// <summary>Sends requests and reads answers. Whatever goes wrong is a <see cref="SegmentExportException"/>.</summary>
internal sealed class ApiConnection(HttpClient http, TimeProvider time)
{
    private const int MaxProblemBytes = 256 * 1024;

    private static readonly TimeSpan ProblemPatience = TimeSpan.FromSeconds(10);

    /// <summary>Reads something.</summary>
    /// <param name="path">Where, relative to the API's address.</param>
    /// <param name="type">How the answer is read.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.Relative());
        return await SendAsync(request, type, cancellation);
    }

    /// <summary>Sends something and reads the answer.</summary>
    /// <param name="path">Where, relative to the API's address.</param>
    /// <param name="body">What.</param>
    /// <param name="bodyType">How it is written.</param>
    /// <param name="type">How the answer is read.</param>
    /// <param name="repeat">Whether it may be sent again where it is not known what became of it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> PostAsync<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, Repeat repeat, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path.Relative()) { Content = content };
        repeat.ApplyTo(request);
        return await SendAsync(request, type, cancellation);
    }

    /// <summary>Has something done that needs no words, and reads the answer. It is not sent again where it is not known what became of it.</summary>
    /// <param name="path">Where, relative to the API's address.</param>
    /// <param name="type">How the answer is read.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path.Relative());
        return await SendAsync(request, type, cancellation);
    }

    /// <summary>Sends a request, and throws where the answer is an error. The caller disposes the answer, of which only the head was read.</summary>
    /// <exception cref="SegmentExportException">The API refused, could not answer, or was not reached.</exception>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (Exception fault) when (IsLost(fault, cancellation))
        {
            throw Unreachable(fault);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw (await ReadErrorAsync(answer, cancellation)).ToException();
        }
    }

    /// <summary>Whether a fault is the connection's, and not the caller's wish to end.</summary>
    public static bool IsLost(Exception fault, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && fault is HttpRequestException or IOException or OperationCanceledException or TimeoutException or Polly.ExecutionRejectedException;

    private static UnavailableException Unreachable(Exception fault) =>
        new(ClientErrorCodes.Unreachable, "The API was not reached, or the connection broke. Check its address and the network, and try again.", fault);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        WholeAnswerHandler.Ask(request);
        using var answer = await OpenAsync(request, cancellation);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(body, type, cancellation) ?? throw Unreadable(null);
        }
        catch (JsonException fault)
        {
            throw Unreadable(fault);
        }
        catch (Exception fault) when (IsLost(fault, cancellation))
        {
            throw Unreachable(fault);
        }
    }

    private static SegmentExportException Unreadable(Exception? fault) =>
        new(ClientErrorCodes.UnreadableAnswer, "The answer is not what this API answers. Check the address, and whether something in between answers instead.", fault);

    private async Task<ErrorAnswer> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var problem = await ReadProblemAsync(answer.Content, cancellation);
        var status = answer.StatusCode;
        return new(
            status,
            problem.Code ?? ((int)status >= 500 ? "unavailable" : "bad_request"),
            problem.Detail ?? $"The answer is {(int)status}, without a reason that this API would give: something in between has answered.",
            problem.TraceId,
            problem.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : answer.Headers.RetryAfter?.Delta,
            problem);
    }

    private async Task<ApiProblem> ReadProblemAsync(HttpContent content, CancellationToken cancellation)
    {
        using var limit = new SilenceLimit(ProblemPatience, time, cancellation);
        try
        {
            await content.LoadIntoBufferAsync(MaxProblemBytes, limit.Token);
            return JsonSerializer.Deserialize(await content.ReadAsByteArrayAsync(limit.Token), ClientJson.Default.ApiProblem) ?? new();
        }
        catch (Exception fault) when (fault is JsonException || IsLost(fault, cancellation))
        {
            // A proxy in between has answered, or the answer broke off: its status is all that is known.
            return new();
        }
    }
}
