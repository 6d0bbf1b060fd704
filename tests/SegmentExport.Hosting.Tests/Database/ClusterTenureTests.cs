using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Orleans.Configuration;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Database;

/// <summary>A database is one service's, and one cluster's as long as that lives.</summary>
public sealed class ClusterTenureTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TaskStates.Epoch);
    private PostgresTestDatabase? _database;
    private NpgsqlDataSource? _silo;

    public async ValueTask InitializeAsync()
    {
        _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _silo = PostgresDatabase.Open(_database.Silo, "Silo", "tests");
    }

    public async ValueTask DisposeAsync()
    {
        await (_silo?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Claim_ByAnotherService_IsRefusedForGood()
    {
        await ClaimAsync("mine", "blue");
        _clock.Advance(TimeSpan.FromDays(30));

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => ClaimAsync("other", "blue"));

        Assert.Contains("'mine'", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task Claim_ByMoreSilosOfTheCluster_IsGranted()
    {
        await ClaimAsync("mine", "blue");
        await ClaimAsync("mine", "blue");
    }

    [Fact]
    public async Task Claim_ByAnotherClusterRightAfterTheFirstOnes_IsRefused()
    {
        // The first silo has not written itself into the table of members yet.
        await ClaimAsync("mine", "blue");

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => ClaimAsync("mine", "green"));

        Assert.Contains("'blue'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_WhileASiloOfTheOtherClusterIsAlive_IsRefusedUntilItIsSilent()
    {
        await ClaimAsync("mine", "blue");
        _clock.Advance(TimeSpan.FromHours(1));
        await MemberAsync("blue", status: 3, alive: _clock.GetUtcNow());
        _clock.Advance(ClusterTenure.Silence - TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<DatabaseSchemaException>(() => ClaimAsync("mine", "green"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await ClaimAsync("mine", "green");

        await Assert.ThrowsAsync<DatabaseSchemaException>(() => ClaimAsync("mine", "blue"));
    }

    [Fact]
    public async Task Claim_AfterTheOtherClusterStoppedInOrder_IsGrantedAtOnce()
    {
        await ClaimAsync("mine", "blue");
        _clock.Advance(TimeSpan.FromSeconds(10));
        await MemberAsync("blue", status: 6, alive: _clock.GetUtcNow());

        await ClaimAsync("mine", "green");
    }

    [Fact]
    public async Task Claim_ByTwoClustersAtOnce_LetsOneThrough()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(async () =>
        {
            try
            {
                await ClaimAsync("mine", $"cluster-{index % 2}");
                return $"cluster-{index % 2}";
            }
            catch (DatabaseSchemaException)
            {
                return null;
            }
        })));

        Assert.Single(claims.OfType<string>().Distinct());
        Assert.Equal(4, claims.Count(claim => claim is null));
    }

    private async Task ClaimAsync(string service, string cluster)
    {
        await using var connection = await _silo!.OpenConnectionAsync();
        await new ClusterTenure(Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = service }), _clock).ClaimAsync(connection, TestContext.Current.CancellationToken);
    }

    private async Task MemberAsync(string cluster, int status, DateTimeOffset alive)
    {
        await using var connection = await _silo!.OpenConnectionAsync();
        await using var command = connection.CreateCommand("""
            INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@cluster);
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
            VALUES (@cluster, '10.0.0.1', 11111, 1, 'silo', 'host', @status, 30000, @alive, @alive);
            """);
        command.Bind("@cluster", cluster);
        command.Bind("@status", status);
        command.Bind("@alive", alive.UtcDateTime);
        await command.ExecuteNonQueryAsync();
    }
}
