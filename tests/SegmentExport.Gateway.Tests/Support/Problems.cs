using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Support;

/// <summary>What every error answer has: RFC 9457 problem details with a code and a trace.</summary>
internal static class Problems
{
    /// <summary>Reads an error answer.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement.Clone();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal($"urn:segment-export:problem:{code}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        return problem;
    }

    /// <summary>Sends a request that is refused.</summary>
    public static async Task<JsonElement> RefusedAsync(
        this ApiUser user, HttpMethod method, string path, HttpStatusCode status, string code, object? body = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var answer = await user.SendAsync(method, path, body, headers);
        return await ReadAsync(answer, status, code);
    }

    /// <summary>The problem without what differs between two requests.</summary>
    public static string WithoutTrace(JsonElement problem) =>
        string.Join('\n', problem.EnumerateObject().Where(property => property.Name != "traceId").Select(property => $"{property.Name}={property.Value}"));
}
