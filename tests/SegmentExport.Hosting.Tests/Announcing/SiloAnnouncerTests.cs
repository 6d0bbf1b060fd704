using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Hosting.Tests.Announcing;

public sealed class SiloAnnouncerTests
{
    [Fact]
    public async Task Silo_FromItsStartToItsEnd_AnnouncesItsSlotsAndThenNone()
    {
        var heard = Channel.CreateUnbounded<SiloAnnouncement>();
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Silos = 2,
            Settings = new Dictionary<string, string?> { ["SegmentExport:Packaging:Slots"] = "3", ["SegmentExport:Packaging:AnnouncePeriod"] = "00:00:00.100" },
            Services = (_, services) => services.AddSingleton<IIncomingGrainCallFilter>(new Listener(heard.Writer)),
        });
        var leaving = cluster.Cluster.Silos[1];

        for (var repeated = 0; repeated < 3; repeated++)
        {
            var announced = await NextOfAsync(heard.Reader, leaving.SiloAddress);
            Assert.Equal((leaving.Name, 3), (announced.Name, announced.Slots));
        }

        await cluster.Cluster.StopSiloAsync(leaving);

        SiloAnnouncement last;
        do
        {
            last = await NextOfAsync(heard.Reader, leaving.SiloAddress);
        }
        while (last.Slots != 0);
        Assert.Equal(leaving.Name, last.Name);
    }

    private static async Task<SiloAnnouncement> NextOfAsync(ChannelReader<SiloAnnouncement> heard, SiloAddress silo)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await heard.ReadAsync(timeout.Token) is var announcement && announcement.Silo.Equals(silo))
            {
                return announcement;
            }
        }
    }

    private sealed class Listener(ChannelWriter<SiloAnnouncement> heard) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.Name == nameof(IPackagingSchedulerGrain.AnnounceAsync))
            {
                heard.TryWrite((SiloAnnouncement)context.Request.GetArgument(0)!);
            }

            return context.Invoke();
        }
    }
}
