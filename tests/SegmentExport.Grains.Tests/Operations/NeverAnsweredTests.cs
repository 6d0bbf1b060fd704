using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentExport.Grains.Operations;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Operations;

/// <summary>What a silo knows of a scheduler and of a database that do not answer: what they told it last, or that they never told it anything.</summary>
public sealed class NeverAnsweredTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SegmentExportCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await SegmentExportCluster.StartAsync(new() { Silos = 1, InMemory = true, Settings = Quick.Packaging });

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Scheduler_ThatNeverAnswered_IsUnknownUntilItDoes()
    {
        var slots = new SlotsAndQueues(_cluster.Client, TimeProvider.System, NullLogger<SlotsAndQueues>.Instance);

        var never = await slots.ReadAsync(TimeSpan.Zero);
        var now = await slots.ReadAsync(Patience);
        var later = await slots.ReadAsync(TimeSpan.Zero);

        Assert.True(never is { View: null, IsNow: false });
        Assert.True(now is { View: not null, IsNow: true });
        Assert.Equal((now.View, false), later);
    }

    [Fact]
    public async Task Database_ThatNeverAnswered_IsUnknownUntilItDoes()
    {
        var tasks = new WaitingAndFailed(_cluster.Services.GetRequiredService<IDownloadTaskIndex>(), TimeProvider.System, NullLogger<WaitingAndFailed>.Instance);

        var never = await tasks.ReadAsync(TimeSpan.Zero);
        var now = await tasks.ReadAsync(Patience);
        var later = await tasks.ReadAsync(TimeSpan.Zero);

        Assert.True(never is { Failures: null, IsNow: false });
        Assert.True(now is { Failures.Length: 0, IsNow: true });
        Assert.True(later is { Failures.Length: 0, IsNow: false });
    }
}
