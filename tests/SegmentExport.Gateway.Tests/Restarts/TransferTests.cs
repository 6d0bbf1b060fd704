using System.Net;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>A download across the deadline.</summary>
public sealed class TransferTests : IDisposable
{
    // More than what the system keeps on its way between two programs, so that the server waits for the reader.
    private const int Users = 100_000;

    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Transfer_BegunBeforeTheDeadline_EndsWhileNewOnesAreRefused()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await ClockedGateway.StartAsync(_data.Path, clock, $"--SegmentExport:Sample:Users={Users}");
        var (alice, carol) = (await app.SignInAsync("alice"), await app.SignInAsync("carol"));
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "user_id" }, new { id = "name" }, new { id = "phone" }, new { id = "email" }, new { id = "address" }, new { id = "device_id" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        var completed = await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));

        using var answer = await alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[64 * 1024];
        var received = (long)await body.ReadAsync(buffer, TestContext.Current.CancellationToken);
        clock.SetUtcNow(completed.GetProperty("expiresAt").GetDateTimeOffset() + TimeSpan.FromMilliseconds(1));
        await alice.RefusedAsync(HttpMethod.Get, $"{task}/file", HttpStatusCode.Gone, "expired");
        for (int read; (read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
        {
            received += read;
        }

        Assert.Equal(answer.Content.Headers.ContentLength, received);
        Assert.True(received > 10_000_000, $"{received} bytes were on their way at once; the test needs a larger file.");
    }

    public void Dispose() => _data.Dispose();
}
