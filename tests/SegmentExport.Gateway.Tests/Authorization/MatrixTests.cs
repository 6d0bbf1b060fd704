using System.Diagnostics;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>Everybody asks for everything, of a task in every status.</summary>
public sealed class MatrixTests(MatrixGateway gateway) : IClassFixture<MatrixGateway>
{
    private const string NoTask = "00000000000000000000000000000000";
    private const int Samples = 60;
    private const int Rounds = 3;

    // What is hidden may be told from what is not there by its time, were one of them answered that much faster; the noise of a busy machine is far below it in the median of interleaved requests,
    // and does not come in each round.
    private const double MostRatio = 3;

    private int _asked = 0x1000;

    [Fact]
    public void Endpoints_AllHaveARow()
    {
        var missing = gateway.Endpoints.Where(endpoint => !MatrixRows.All.ContainsKey(endpoint)).ToList();
        var stale = MatrixRows.All.Keys.Except(gateway.Endpoints).ToList();

        Assert.True(missing.Count == 0, $"No rule says who may call these. Add a row for each to {nameof(MatrixRows)}.{nameof(MatrixRows.All)}, such as '[\"{missing.FirstOrDefault()}\"] = new(Members())', "
            + $"with a rule of {nameof(AccessRules)} (one of your own where none fits):\n{string.Join('\n', missing)}");
        Assert.True(stale.Count == 0, $"There are rows for endpoints that there are not. Take them out of {nameof(MatrixRows)}:\n{string.Join('\n', stale)}");
    }

    [Fact]
    public async Task Everybody_AskingForEverything_GetsWhatTheRulesSay()
    {
        var wrong = new List<string>();
        var cells = 0;
        foreach (var (endpoint, row) in MatrixRows.All)
        {
            string[] statuses = endpoint.Contains("{task}", StringComparison.Ordinal) ? [.. gateway.TaskOf.Keys] : [""];
            foreach (var status in statuses)
            {
                foreach (var who in Enum.GetValues<Who>())
                {
                    cells++;
                    await CheckAsync(endpoint, row, status, who, wrong);
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells are wrong:\n{string.Join('\n', wrong)}");
        Assert.InRange(cells, 500, int.MaxValue);
    }

    [Fact]
    public async Task Task_Hidden_IsAnsweredInTheTimeOfOneThatIsNotThere()
    {
        var told = new List<string>();
        var operations = MatrixRows.All.Where(row => row.Key.Contains("{task}", StringComparison.Ordinal) && row.Value.Rule(Who.Member, "completed").Code == "task_not_found").ToList();
        foreach (var (endpoint, row) in operations)
        {
            var found = "";
            var round = 0;
            while (round++ < Rounds && !await TakeAsLongAsync(endpoint, row, line => found = line))
            {
            }

            TestContext.Current.SendDiagnosticMessage(found);
            if (round > Rounds)
            {
                told.Add(found);
            }
        }

        Assert.True(told.Count == 0, $"What is hidden can be told by its time:\n{string.Join('\n', told)}");
        Assert.InRange(operations.Count, 12, int.MaxValue);
    }

    private async Task<bool> TakeAsLongAsync(string endpoint, MatrixRow row, Action<string> tell)
    {
        var (hidden, missing) = (new double[Samples], new double[Samples]);
        for (var sample = -5; sample < Samples; sample++)
        {
            // None that is not there is asked for twice, since asking makes it known.
            var (first, second) = (await TimeAsync(endpoint, row, gateway.TaskOf["completed"].Split('/')[^1]), await TimeAsync(endpoint, row, $"{Interlocked.Increment(ref _asked):x32}"));
            if (sample >= 0)
            {
                (hidden[sample], missing[sample]) = (first, second);
            }
        }

        var (one, other) = (hidden.Order().ElementAt(Samples / 2), missing.Order().ElementAt(Samples / 2));
        tell($"{endpoint}: hidden {one:0.00} ms, not there {other:0.00} ms");
        return one / other is > 1 / MostRatio and < MostRatio;
    }

    private async Task<double> TimeAsync(string endpoint, MatrixRow row, string task)
    {
        var started = Stopwatch.GetTimestamp();
        var (answer, _) = await AskAsync(endpoint, row, Who.Member, "retail", task);
        var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Assert.Equal(404, answer.Status);
        return time;
    }

    private async Task CheckAsync(string endpoint, MatrixRow row, string status, Who who, List<string> wrong)
    {
        var expected = row.Rule(who, status);
        var task = status.Length == 0 ? "" : row.Changes && expected.Status == 200 ? await gateway.CreateAsync() : gateway.TaskOf[status];
        var (found, body) = await AskAsync(endpoint, row, who, "retail", task.Split('/')[^1]);
        if (found.Status != expected.Status || (!endpoint.StartsWith("HEAD", StringComparison.Ordinal) && found.Code != expected.Code))
        {
            wrong.Add($"{endpoint} of a task {status} by {who}: {found}, not {expected}");
        }
        else if (expected.Code is "task_not_found" or "space_not_found")
        {
            // Word for word what is answered where there is nothing.
            var (nothing, text) = await AskAsync(endpoint, row, who, expected.Code == "space_not_found" ? "nowhere" : "retail", NoTask);
            if (nothing != found || text != body)
            {
                wrong.Add($"{endpoint} of a task {status} by {who}: {body}\n  but for nothing: {text}");
            }
        }
    }

    private async Task<(Expected Answer, string Body)> AskAsync(string endpoint, MatrixRow row, Who who, string space, string task)
    {
        var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var path = pattern.Replace("{space}", space, StringComparison.Ordinal).Replace("{task}", task, StringComparison.Ordinal)
            .Replace("{segment}", "everyone", StringComparison.Ordinal).Replace("{documentName?}", "", StringComparison.Ordinal)
            .Replace("{delivery}", "1", StringComparison.Ordinal).Replace("{webhook}", "crm", StringComparison.Ordinal);
        using var answer = await gateway[who].SendAsync(new(method), path + row.Query, row.Body);
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json" || method == "HEAD")
        {
            return (new((int)answer.StatusCode), "");
        }

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (new((int)answer.StatusCode, problem.RootElement.GetProperty("code").GetString()), Problems.WithoutTrace(problem.RootElement));
    }
}
