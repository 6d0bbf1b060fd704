using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Health;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Gateway.Tests.Http;

/// <summary>What a process says of its health: what is wrong, in words of ours alone.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Ready_WhereChecksFail_SaysWhichAndNoSecret()
    {
        await SampleData.CopyToAsync(_data.Path);
        await using var app = GatewayApplication.Create([$"--SegmentExport:DataPath={_data.Path}", "--urls=http://127.0.0.1:0"], builder => builder.Services.AddHealthChecks()
            .AddCheck("thrown", () => throw new InvalidOperationException("Host=db;Password=hunter2"), [HealthTags.Ready])
            .AddCheck("told", () => throw new PackagingException(ErrorCodes.StoreUnavailable, "The store does not answer.", isTransient: true), [HealthTags.Ready]));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        var answer = await ready.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var checks = answer.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), (ready.StatusCode, answer.GetProperty("status").GetString()));
        Assert.Equal("The check failed (InvalidOperationException).", checks["thrown"].GetProperty("description").GetString());
        Assert.Equal("The store does not answer.", checks["told"].GetProperty("description").GetString());
        Assert.Equal(("healthy", JsonValueKind.Null), (checks["database"].GetProperty("status").GetString(), checks["database"].GetProperty("description").ValueKind));
        Assert.DoesNotContain("hunter2", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/startup", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        await app.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _data.Dispose();
}
