using SegmentExport.Abstractions;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Operations;

namespace SegmentExport.Gateway.Tests.Operations;

/// <summary>Whom a gateway asks how the cluster is where silos hang or die.</summary>
public sealed class OverviewReaderTests
{
    private static readonly Caller Olga = new(new UserId("olga"));

    [Fact]
    public async Task Read_WhereASiloHangs_AsksByAnotherKey_AndStaysWithIt()
    {
        var (grains, asked) = AskedSilos.Create(key => key == 0 ? new TimeoutException() : null);
        var reader = new OverviewReader(grains);

        await reader.ReadAsync(Olga, CancellationToken.None);
        await reader.ReadAsync(Olga, CancellationToken.None);

        Assert.Equal([0, 1, 1], asked);
    }

    [Fact]
    public async Task Read_WhereTwoHang_GivesUp_AndBeginsByAThird()
    {
        var (grains, asked) = AskedSilos.Create(key => key < 2 ? new TimeoutException() : null);
        var reader = new OverviewReader(grains);

        await Assert.ThrowsAsync<TimeoutException>(() => reader.ReadAsync(Olga, CancellationToken.None));
        await reader.ReadAsync(Olga, CancellationToken.None);

        Assert.Equal([0, 1, 2], asked);
    }

    [Fact]
    public async Task Read_WhereASiloHasJustDied_AsksAgain()
    {
        var deaths = 2;
        var (grains, asked) = AskedSilos.Create(_ => deaths-- > 0 ? new SiloUnavailableException() : null);

        await new OverviewReader(grains).ReadAsync(Olga, CancellationToken.None);

        Assert.Equal([0, 0, 0], asked);
    }

    [Fact]
    public async Task Read_ForAClientThatHasLeft_AsksNoMore()
    {
        var (dead, askedOfDead) = AskedSilos.Create(_ => new SiloUnavailableException());
        var (hanging, askedOfHanging) = AskedSilos.Create(_ => new TimeoutException());
        var left = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new OverviewReader(dead).ReadAsync(Olga, left));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new OverviewReader(hanging).ReadAsync(Olga, left));

        Assert.Equal([0], askedOfDead);
        Assert.Equal([0], askedOfHanging);
    }
}
