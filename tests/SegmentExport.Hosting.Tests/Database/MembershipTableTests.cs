using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Database;

/// <summary>The contract of the table of members, through the provider itself: a change is all or nothing, and moves the version by one.</summary>
public sealed class MembershipTableTests : IAsyncLifetime
{
    private PostgresTestDatabase? _database;
    private NpgsqlDataSource? _silo;
    private AdoNetClusteringTable? _members;

    private AdoNetClusteringTable Members => _members!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _silo = PostgresDatabase.Open(_database.Silo, "Silo", "tests");
        _members = new(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = "c", ServiceId = "s" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = PostgresStorage.Invariant, DataSource = _silo }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await _members.InitializeMembershipTableAsync(true, CancellationToken.None);
        await _members.InitializeMembershipTableAsync(true, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await (_silo?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Insert_ByManyAtOnceOnOneVersion_LetsOneThrough()
    {
        var next = (await Members.ReadAllAsync()).Version.Next();

        var inserted = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(() => Members.InsertRowAsync(Entry(number), next))));

        Assert.Single(inserted, done => done);
        var read = await Members.ReadAllAsync();
        Assert.Equal((next.Version, 1), (read.Version.Version, read.Members.Count));
    }

    [Fact]
    public async Task Insert_OfAMemberThatIsThere_ChangesNothing()
    {
        Assert.True(await Members.InsertRowAsync(Entry(1), (await Members.ReadAllAsync()).Version.Next()));
        var before = (await Members.ReadAllAsync()).Version;

        Assert.False(await Members.InsertRowAsync(Entry(1), before.Next()));

        Assert.Equal(before.Version, (await Members.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task Update_OfAnOldVersionOrOfNobody_ChangesNothing()
    {
        var old = (await Members.ReadAllAsync()).Version.Next();
        Assert.True(await Members.InsertRowAsync(Entry(1), old));
        var read = await Members.ReadAllAsync();
        var etag = Assert.Single(read.Members).Item2;
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;

        Assert.False(await Members.UpdateRowAsync(dead, etag, old));
        Assert.False(await Members.UpdateRowAsync(Entry(2), etag, read.Version.Next()));
        Assert.Equal((read.Version.Version, SiloStatus.Active), await StateAsync());
        Assert.True(await Members.UpdateRowAsync(dead, etag, read.Version.Next()));
        Assert.Equal((read.Version.Version + 1, SiloStatus.Dead), await StateAsync());
    }

    [Fact]
    public async Task Update_OfTheSignOfLife_LeavesTheVersion()
    {
        Assert.True(await Members.InsertRowAsync(Entry(1), (await Members.ReadAllAsync()).Version.Next()));
        var before = (await Members.ReadAllAsync()).Version.Version;
        var entry = Entry(1);
        entry.IAmAliveTime = entry.IAmAliveTime.AddMinutes(1);

        await Members.UpdateIAmAliveAsync(entry);

        var read = await Members.ReadRowAsync(entry.SiloAddress);
        Assert.Equal((before, entry.IAmAliveTime), (read.Version.Version, Assert.Single(read.Members).Item1.IAmAliveTime));
    }

    [Fact]
    public async Task Cleanup_OfDefunctSilos_TakesOnlyTheDeadOnes()
    {
        foreach (var number in new[] { 1, 2 })
        {
            var entry = Entry(number);
            entry.Status = number == 1 ? SiloStatus.Dead : SiloStatus.Active;
            Assert.True(await Members.InsertRowAsync(entry, (await Members.ReadAllAsync()).Version.Next()));
        }

        await Members.CleanupDefunctSiloEntriesAsync(TaskStates.Epoch.AddDays(1));

        Assert.Equal(Entry(2).SiloAddress, Assert.Single((await Members.ReadAllAsync()).Members).Item1.SiloAddress);
    }

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11110 + number, 1),
        SiloName = $"silo-{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = TaskStates.Epoch.UtcDateTime,
        IAmAliveTime = TaskStates.Epoch.UtcDateTime,
        SuspectTimes = [],
    };

    private async Task<(int Version, SiloStatus Status)> StateAsync()
    {
        var read = await Members.ReadAllAsync();
        return (read.Version.Version, Assert.Single(read.Members).Item1.Status);
    }
}
