using System.Net.Http.Json;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.WebConsole;

public sealed class ConsoleSettingsTests(RunningGateway gateway)
{
    [Fact]
    public async Task Settings_Embedded_NameTheSamplesUsersToAnybody()
    {
        var settings = await gateway.Client.GetFromJsonAsync<JsonElement>("/api/v1/console");

        Assert.Equal("development", settings.GetProperty("signIn").GetProperty("kind").GetString());
        Assert.Equal(["alice", "bob", "carol", "dave", "erin", "frank", "olga"], settings.GetProperty("signIn").GetProperty("users").EnumerateArray().Select(user => user.GetString()!));
        Assert.Equal(JsonValueKind.Null, settings.GetProperty("traceUrl").ValueKind);
        Assert.NotEqual(default, settings.GetProperty("time").GetDateTimeOffset());
    }
}
