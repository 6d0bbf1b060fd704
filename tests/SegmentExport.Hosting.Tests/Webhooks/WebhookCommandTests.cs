using Microsoft.Extensions.Configuration;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>What the commands take from their arguments; there is no database here, which is said of what was understood.</summary>
public sealed class WebhookCommandTests : IDisposable
{
    private readonly TempDataFolder _folder = new();

    [Theory]
    [InlineData("--limit is a number from 1 to 1000, not 'x'.", "--limit", "x")]
    [InlineData("--limit is a number from 1 to 1000, not '0'.", "--limit=0")]
    [InlineData("--limit is a number from 1 to 1000, not '1001'.", "--limit", "1001")]
    [InlineData("There is no state 'lost'.", "--state", "lost")]
    [InlineData("There is no database", "--state", "dead", "--limit", "1000")]
    [InlineData("There is no database")]
    public async Task List_OfArguments_TakesThoseThatItUnderstands(string expected, params string[] arguments)
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => WebhookCommands.ListAsync(Settings(("state", "lost"), ("limit", "x")), arguments));

        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which deliveries?")]
    [InlineData("Which deliveries?", "--delivery", "4711", "--endpoint", "crm")]
    [InlineData("--delivery is a number", "--delivery", "-1")]
    [InlineData("--delivery is a number", "--delivery=", "--endpoint", "crm")]
    [InlineData("There is no database", "--delivery", "4711")]
    [InlineData("There is no database", "--endpoint", "crm")]
    public async Task Redeliver_OfArguments_TakesThoseThatItUnderstands(string expected, params string[] arguments)
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => WebhookCommands.RedeliverAsync(Settings(("delivery", "1"), ("endpoint", "crm")), arguments));

        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private IConfiguration Settings(params (string Name, string Value)[] variables) => new ConfigurationBuilder().AddInMemoryCollection(
        variables.Append((Name: "SegmentExport:DataPath", Value: _folder.Path)).Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build();
}
