using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.OpenApi;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>The id of another space's task in the path of one's own space, at every operation that the API document has on a task.</summary>
public sealed class ForeignTaskTests(RunningGateway gateway)
{
    private const string NoTask = "00000000000000000000000000000000";

    public static TheoryData<string, string> Operations => new(
        from operation in DocumentedOperations.AllOf(CommittedDocument.Read())
        where operation.Path.Contains("{task}", StringComparison.Ordinal)
        select (operation.Method, operation.Path));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_OnATaskOfAnotherSpace_AnswersAsForNoTask(string method, string path)
    {
        var task = await gateway.CompletedTask;
        var before = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, task);

        var (foreign, missing) = (await AskAsync(method, path, task.Split('/')[^1]), await AskAsync(method, path, NoTask));

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(missing, foreign);
        Assert.Equal(before.GetProperty("revision").GetInt64(), (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("revision").GetInt64());
    }

    /// <summary>As Frank, who may do everything in <c>finance</c> and is nobody in <c>retail</c>.</summary>
    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string method, string path, string task)
    {
        var url = path.Replace("{space}", "finance", StringComparison.Ordinal).Replace("{task}", task, StringComparison.Ordinal);
        using var answer = await gateway.Frank.SendAsync(new(method), url, method == "POST" ? new { } : null);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? "" : Problems.WithoutTrace(JsonDocument.Parse(text).RootElement));
    }
}
