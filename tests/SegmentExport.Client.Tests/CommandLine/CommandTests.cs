using System.Text.Json;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>Commands against a running gateway: answers for people and for scripts, and what they end with.</summary>
public sealed class CommandTests(ExportGateway gateway)
{
    private static readonly string[] NewTask = ["export", "--space", "retail", "--segment", "vip-invited", "--reason", "A test", "--fields", "name,phone,city", "--mask", "name=name,phone=phone"];

    [Theory]
    [InlineData("spaces")]
    [InlineData("fields")]
    [InlineData("segments", "--search", "高价值")]
    [InlineData("list", "--limit", "3", "--mine")]
    [InlineData("audit", "list", "--limit", "3")]
    public async Task Query_AsJson_IsOneArrayOnOneLine(params string[] arguments)
    {
        using var segx = await AsAsync("carol");

        var (code, output, errors) = await segx.RunAsync([.. arguments, "--space", "retail", "--json"]);

        Assert.True(code == 0, errors);
        Assert.Single(output.TrimEnd().Split('\n'));
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(output).RootElement.ValueKind);
    }

    [Fact]
    public async Task Tables_WithoutATerminal_HaveNoEscapesAndBreakNoLine()
    {
        using var segx = await AsAsync("alice");

        var (code, output, errors) = await segx.RunAsync("fields", "--space", "retail");

        Assert.True(code == 0, errors);
        Assert.DoesNotContain('\u001B', output);
        Assert.Contains(output.Split('\n'), line => line.StartsWith("phone ", StringComparison.Ordinal) && line.Contains("identity", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_ThenDecisions_ShowTheTask()
    {
        using var alice = await AsAsync("alice");
        using var carol = await AsAsync("carol");

        var task = Parsed(await alice.RunAsync([.. NewTask, "--json"])).GetProperty("id").GetString()!;
        var approved = Parsed(await carol.RunAsync("approve", task, "--space", "retail", "--comment", "Fine", "--json"));
        var shown = await alice.RunAsync("watch", task, "--space", "retail");

        Assert.Equal("Fine", approved.GetProperty("decision").GetProperty("comment").GetString());
        Assert.True(shown.Code == 0 && shown.Output.Contains("name=name, phone=phone, city", StringComparison.Ordinal), shown.Output + shown.Errors);
    }

    [Theory]
    [InlineData("carol", "reject", "rejected")]
    [InlineData("alice", "withdraw", "withdrawn")]
    public async Task Decision_ThatClosesATask_IsShown(string user, string decision, string reason)
    {
        using var segx = await AsAsync(user);
        var task = await gateway.CreateAsync();

        var decided = Parsed(await segx.RunAsync(decision, task.Id, "--space", "retail", "--comment", "No", "--json"));
        var shown = Parsed(await segx.RunAsync("show", task.Id, "--space", "retail", "--json"));

        Assert.Equal((reason, reason), (decided.GetProperty("closeReason").GetString(), shown.GetProperty("closeReason").GetString()));
    }

    [Fact]
    public async Task Commands_OfTheSilosProgram_PassOnWhatItSaysAndEndsWith()
    {
        using var segx = new Segx();
        string[] data = ["--", $"--SegmentExport:DataPath={gateway.DataPath}"];

        var verified = await segx.RunAsync(["audit", "verify", "--silo", Programs.Silo, .. data]);
        var missing = await segx.RunAsync(["catalog", "check", "--silo", Path.GetDirectoryName(Programs.Silo)!, .. data, $"--SegmentExport:Catalog={segx.Folder}/none.json"]);
        var explained = await segx.RunAsync("catalog", "init", "--silo", Programs.Silo);
        var nowhere = await segx.RunAsync("catalog", "check", "--json");

        Assert.True(verified.Code == 0 && verified.Output.Contains("window", StringComparison.Ordinal), verified.Output + verified.Errors);
        Assert.True(missing.Code == 1 && (missing.Output + missing.Errors).Contains("none.json", StringComparison.Ordinal), missing.Output + missing.Errors);
        Assert.True(explained.Code == 1 && (explained.Output + explained.Errors).Contains("'catalog check'", StringComparison.Ordinal), explained.Output + explained.Errors);
        Assert.Equal((2, "silo_missing"), (nowhere.Code, JsonDocument.Parse(nowhere.Errors).RootElement.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _segx segx")]
    [InlineData("zsh", "compdef _segx segx")]
    [InlineData("fish", "complete -c segx")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName segx")]
    public async Task Completion_OfAShell_IsWritten(string shell, string registration)
    {
        using var segx = new Segx();

        var (code, output, errors) = await segx.RunAsync("completion", shell);

        Assert.True(code == 0 && output.Contains(registration, StringComparison.Ordinal), output + errors);
    }

    [Fact]
    public async Task Export_WithTheSameKey_IsOneTask()
    {
        using var segx = await AsAsync("alice");
        var key = $"{Guid.CreateVersion7()}";

        var first = Parsed(await segx.RunAsync([.. NewTask, "--key", key, "--json"]));
        var second = Parsed(await segx.RunAsync([.. NewTask, "--key", key, "--json"]));

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Top_ForAnOperator_ShowsTheSilos()
    {
        using var olga = await AsAsync("olga");
        using var alice = await AsAsync("alice");

        var (code, output, errors) = await olga.RunAsync("ops", "top");
        var refused = await alice.RunAsync("ops", "top", "--json");

        Assert.True(code == 0 && output.Contains("SILO", StringComparison.Ordinal), output + errors);
        Assert.Equal(4, refused.Code);
        Assert.Equal("not_permitted", JsonDocument.Parse(refused.Errors).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Failures_EndWithTheirOwnCodes()
    {
        using var segx = await AsAsync("alice");
        using var nobody = new Segx(gateway.Address);
        using var lost = new Segx(new("http://127.0.0.1:9/")).WithToken("t");
        var (running, closed, present) = (await gateway.CreateAsync(), await gateway.CreateAsync(), Path.Combine(segx.Folder, "present"));
        await gateway.Alice.WithdrawAsync(closed.Id);
        await File.WriteAllTextAsync(present, "");

        Assert.Equal(2, (await segx.RunAsync("no-such-command")).Code);
        Assert.Equal(2, (await segx.RunAsync("list", "--limit", "0")).Code);
        Assert.Equal(2, (await segx.RunAsync([.. NewTask, "--mask", "city=phone"])).Code);
        Assert.Equal(2, (await segx.RunAsync("segments", "--api", "nowhere")).Code);
        Assert.Equal(3, (await nobody.RunAsync("spaces")).Code);
        Assert.Equal(4, (await segx.RunAsync("approve", running.Id, "--space", "retail")).Code);
        Assert.Equal(5, (await segx.RunAsync("show", $"{Guid.CreateVersion7()}", "--space", "retail")).Code);
        Assert.Equal(6, (await segx.RunAsync("download", running.Id, "--space", "retail", "--out", segx.Folder)).Code);
        Assert.Equal(7, (await segx.RunAsync("watch", closed.Id, "--space", "retail")).Code);
        Assert.Equal(9, (await lost.RunAsync("spaces")).Code);
        Assert.Equal(10, (await segx.RunAsync("download", (await gateway.CompletedTask).Id, "--space", "retail", "--out", present)).Code);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("phone=phone,phone=hash")]
    [InlineData("age=bucket")]
    public async Task Export_WithAMaskThatIsNone_SaysSo(string mask)
    {
        using var segx = await AsAsync("alice");

        var (code, _, errors) = await segx.RunAsync("export", "--space", "retail", "--segment", "vip-invited", "--reason", "A test", "--fields", "phone", "--mask", mask);

        Assert.Equal(2, code);
        Assert.Contains("invalid_mask", errors, StringComparison.Ordinal);
    }

    private async Task<Segx> AsAsync(string user) => new Segx(gateway.Address).WithToken(await gateway.TokenAsync(user));

    private static JsonElement Parsed((int Code, string Output, string Errors) answer)
    {
        Assert.True(answer.Code == 0, answer.Errors);
        return JsonDocument.Parse(answer.Output).RootElement;
    }
}
