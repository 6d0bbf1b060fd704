using System.Text.Json;
using DbUp.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Database;

/// <summary>Migrating a cluster's database, and refusing one that cannot be used: in one line, without a password.</summary>
public sealed class PostgresSchemaTests : IAsyncLifetime
{
    private PostgresTestDatabase? _database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PostgresTestDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Migrate_Twice_ChangesNothingTheSecondTime()
    {
        Assert.Equal(MigrationScripts.Postgres.Select(script => script.Name), await MigrateAsync());
        await CheckAsync();

        Assert.Empty(await MigrateAsync());
        await CheckAsync();
    }

    [Fact]
    public async Task Migrate_ByManyAtOnce_HappensOnce()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => MigrateAsync(), Cancellation)));

        Assert.Equal(MigrationScripts.Postgres.Select(script => script.Name), applied.SelectMany(steps => steps));
        Assert.Equal((long)MigrationScripts.Postgres.Length, await Database.ExecuteAsync("SELECT count(*) FROM schema_version;"));
    }

    [Fact]
    public async Task Migrate_WithAStepThatFails_KeepsNothingOfIt()
    {
        var bad = new SqlScript("0999_bad.sql", "CREATE TABLE half (x integer); INSERT INTO nowhere VALUES (1);");

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => MigrateAsync(bad));

        Assert.Contains("0999_bad.sql", fault.Message, StringComparison.Ordinal);
        Assert.Equal(DBNull.Value, await Database.ExecuteAsync("SELECT to_regclass('half')::text;"));
        AssertOneLine(fault);
    }

    [Fact]
    public async Task Start_OnANewerVersionsSchema_IsRefused()
    {
        await MigrateAsync(new SqlScript("9999_future.sql", "CREATE TABLE future (x integer);"));

        var silo = await Assert.ThrowsAsync<DatabaseSchemaException>(CheckAsync);
        var migration = await Assert.ThrowsAsync<DatabaseSchemaException>(() => MigrateAsync());

        Assert.All([silo, migration], fault => Assert.Contains("9999_future.sql", fault.Message, StringComparison.Ordinal));
        AssertOneLine(silo);
    }

    [Fact]
    public async Task Start_WithoutASchema_SaysWhatToRun()
    {
        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(CheckAsync);

        Assert.Contains("SegmentExport.Silo migrate", fault.Message, StringComparison.Ordinal);
        AssertOneLine(fault);
    }

    [Fact]
    public async Task Start_OnAnOlderVersionsSchema_NamesTheStepsThatAreMissing()
    {
        await MigrateAsync();
        await Database.ExecuteAsync("DELETE FROM schema_version WHERE scriptname = '0003_audit.sql';");

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(CheckAsync);

        Assert.Contains("0003_audit.sql", fault.Message, StringComparison.Ordinal);
        AssertOneLine(fault);
    }

    [Fact]
    public async Task Start_OnADatabaseThatWasRestoredOnANewServer_WantsItMigrated_AndThenCountsOn()
    {
        const string Last = "SELECT max(change_sequence) FROM download_task;";
        const string Restored = "UPDATE download_task SET change_sequence = 1000000000000;";
        await MigrateAsync();
        await using var silo = PostgresDatabase.Open(Database.Silo, "Silo", "tests");
        await StoreAsync(silo, TaskStates.Submitted());
        await CheckAsync();
        await Database.ExecuteAsync(Restored);

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(CheckAsync);

        Assert.Contains("SegmentExport.Silo migrate", fault.Message, StringComparison.Ordinal);
        AssertOneLine(fault);
        await MigrateAsync();
        await CheckAsync();
        await StoreAsync(silo, TaskStates.Submitted());
        Assert.True((long)(await Database.ExecuteAsync(Last))! > 1000000000000);
    }

    [Fact]
    public async Task Migrate_OfADatabaseWithWebhooks_KeepsTheirEndpointsAsNamedNow()
    {
        await using (var owner = PostgresDatabase.Open(Database.Owner, "Owner", "tests"))
        {
            var before = MigrationScripts.Postgres.TakeWhile(step => step.Name != "0011_webhook_leases.sql");
            await new PostgresMigration(owner).MigrateAsync([.. before], new(null, null), Cancellation);
        }

        await Database.ExecuteAsync("INSERT INTO webhook_target (endpoint, space_id) VALUES ('crm', 'retail');");

        await MigrateAsync();

        Assert.True(TimeText.IsValid((string)(await Database.ExecuteAsync("SELECT seen_at FROM webhook_target WHERE endpoint = 'crm' AND space_id = 'retail';"))!));
    }

    [Fact]
    public async Task Start_WithoutAStatement_NamesIt()
    {
        await MigrateAsync();
        await Database.ExecuteAsync("DELETE FROM OrleansQuery WHERE QueryKey = 'ReadRangeRows2Key';");

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(CheckAsync);

        Assert.Contains("ReadRangeRows2Key", fault.Message, StringComparison.Ordinal);
        AssertOneLine(fault);
    }

    [Theory]
    [InlineData("Password=wrong", "does not let the role 'silo_of_tests' in")]
    [InlineData("Username=nobody_at_all", "does not let the role 'nobody_at_all' in")]
    [InlineData("Database=nowhere", "has no database 'nowhere'")]
    [InlineData("Port=1", "cannot be reached")]
    public async Task Start_WithAWrongConnectionString_SaysWhatIsWrongInIt(string wrong, string expected)
    {
        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => CheckAsync($"{Database.Silo};{wrong}"));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        AssertOneLine(fault);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db;Database=x;Username=y;Password=a;secret-half=b")]
    [InlineData("Host=db;Port=secret-half;Database=x;Username=y")]
    [InlineData("Database=x;Username=y;Password=secret-half")]
    [InlineData("Host=db;Username=y;Password=secret-half")]
    public void Open_OfWhatIsNoConnectionString_QuotesNothingOfIt(string text)
    {
        var fault = Assert.Throws<StartupException>(() => PostgresDatabase.Open(text, "SegmentExport:Cluster:ConnectionString", "tests"));

        Assert.DoesNotContain("secret-half", fault.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("SegmentExport:Cluster:ConnectionString ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("", 7, 100, true)]
    [InlineData("MaxPoolSize=3;Max Auto Prepare=0", 3, 0, false)]
    [InlineData("Max Auto Prepare=5;No Reset On Close=false", 7, 5, false)]
    public void Open_WhatTheConnectionStringSays_ComesBeforeOurDefaults(string settings, int connections, int prepared, bool isKept)
    {
        using var database = PostgresDatabase.Open($"Host=db;Database=x;Username=y;{settings}", "SegmentExport:Cluster:ConnectionString", "tests", maxConnections: 7);

        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        Assert.Equal((connections, prepared, isKept), (given.MaxPoolSize, given.MaxAutoPrepare, given.NoResetOnClose));
    }

    [Theory]
    [InlineData("CREATE TABLE mine (x integer);")]
    [InlineData("CREATE SCHEMA mine;")]
    [InlineData("DROP TABLE audit;")]
    [InlineData("ALTER TABLE OrleansStorage ADD COLUMN x integer;")]
    [InlineData("DROP TRIGGER tr_download_task_written ON OrleansStorage;")]
    [InlineData("UPDATE OrleansQuery SET QueryText = '';")]
    [InlineData("DELETE FROM schema_version;")]
    [InlineData("DELETE FROM download_task;")]
    [InlineData("DELETE FROM archived_task;")]
    [InlineData("INSERT INTO archived_task (summary, archived_at) VALUES ('{}', '');")]
    public async Task Change_OfTheSchemaByASilosRole_IsNotAllowed(string sql)
    {
        await MigrateAsync();

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RefusalAsync(Database.Silo, sql));
    }

    [Theory]
    [InlineData("SELECT * FROM OrleansStorage;")]
    [InlineData("SELECT * FROM download_task;")]
    [InlineData("SELECT * FROM archived_task;")]
    [InlineData("SELECT * FROM audit;")]
    [InlineData("UPDATE OrleansMembershipTable SET Status = 6;")]
    public async Task Read_OfTasksByAGatewaysRole_IsNotAllowed(string sql)
    {
        await MigrateAsync();

        Assert.Null(await RefusalAsync(Database.Gateway, "SELECT * FROM OrleansMembershipTable;"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RefusalAsync(Database.Gateway, sql));
    }

    [Fact]
    public async Task Migrate_ForARoleThatIsNotThere_SaysHowToMakeIt()
    {
        await using var owner = PostgresDatabase.Open(Database.Owner, "Owner", "tests");

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => new PostgresMigration(owner).MigrateAsync(new("nobody_at_all", null), Cancellation));

        Assert.Contains("CREATE ROLE nobody_at_all", fault.Message, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> MigrateAsync(params SqlScript[] more)
    {
        await using var owner = PostgresDatabase.Open(Database.Owner, "Owner", "tests");
        return await new PostgresMigration(owner).MigrateAsync([.. MigrationScripts.Postgres, .. more], new("silo_of_tests", "gateway_of_tests"), Cancellation);
    }

    private Task CheckAsync() => CheckAsync(Database.Silo);

    private static async Task CheckAsync(string connectionString)
    {
        await using var silo = PostgresDatabase.Open(connectionString, "Silo", "tests");
        var tenure = new ClusterTenure(Options.Create(new ClusterOptions { ClusterId = "c", ServiceId = "s" }), TimeProvider.System);
        await new PostgresSchema(silo, tenure, NullLogger<PostgresSchema>.Instance).EnsureAsync(Cancellation);
    }

    private static async Task<string?> RefusalAsync(string connectionString, string sql)
    {
        await using var source = PostgresDatabase.Open(connectionString, "Role", "tests");
        await using var command = source.CreateCommand(sql);
        try
        {
            await command.ExecuteNonQueryAsync(Cancellation);
            return null;
        }
        catch (PostgresException fault)
        {
            return fault.SqlState;
        }
    }

    private void AssertOneLine(Exception fault)
    {
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(Database.Silo).Password!, fault.ToString(), StringComparison.Ordinal);
    }

    private static async Task StoreAsync(NpgsqlDataSource silo, DownloadTaskState state)
    {
        await using var command = silo.CreateCommand(
            "INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version) "
            + "VALUES (1, 0, 0, 1, 'task', $1, 'test', $2, 1);");
        command.Parameters.AddWithValue(state.Key.ToString());
        command.Parameters.AddWithValue(JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Options));
        await command.ExecuteNonQueryAsync();
    }
}
