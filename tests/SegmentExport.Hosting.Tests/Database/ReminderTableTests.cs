using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Database;

/// <summary>The contract of the reminder table, through the provider itself.</summary>
public abstract class ReminderTableTests(ClusterFixture fixture)
{
    private readonly IReminderTable _table = fixture.Cluster.Services.GetRequiredService<IReminderTable>();

    [Fact]
    public async Task Upsert_OfAReminder_KeepsItsTimesInUtc()
    {
        var entry = Entry(new DateTime(2026, 11, 12, 8, 0, 0, DateTimeKind.Utc).AddMicroseconds(123456));
        await _table.UpsertRow(entry);

        var read = await _table.ReadRow(entry.GrainId, entry.ReminderName);

        Assert.Equal((entry.StartAt, DateTimeKind.Utc, entry.Period), (read!.StartAt, read.StartAt.Kind, read.Period));
    }

    [Fact]
    public async Task Upsert_Again_ReplacesItAndGivesAnotherVersion()
    {
        var entry = Entry(TaskStates.Epoch.UtcDateTime);
        var first = await _table.UpsertRow(entry);
        entry.StartAt = entry.StartAt.AddHours(1);
        var second = await _table.UpsertRow(entry);

        Assert.NotEqual(first, second);
        var read = Assert.Single((await _table.ReadRows(entry.GrainId)).Reminders);
        Assert.Equal((entry.StartAt, second), (read.StartAt, read.ETag));
    }

    [Fact]
    public async Task Remove_OfAnotherVersion_LeavesIt()
    {
        var entry = Entry(TaskStates.Epoch.UtcDateTime);
        var first = await _table.UpsertRow(entry);
        var second = await _table.UpsertRow(entry);

        Assert.False(await _table.RemoveRow(entry.GrainId, entry.ReminderName, first!));
        Assert.True(await _table.RemoveRow(entry.GrainId, entry.ReminderName, second!));
        Assert.False(await _table.RemoveRow(entry.GrainId, entry.ReminderName, second!));
        Assert.Null(await _table.ReadRow(entry.GrainId, entry.ReminderName));
    }

    [Fact]
    public async Task ReadRows_OfAnyRange_FindsExactlyTheHashesInIt()
    {
        var entries = Enumerable.Range(0, 60).Select(_ => Entry(TaskStates.Epoch.UtcDateTime)).ToList();
        foreach (var entry in entries)
        {
            await _table.UpsertRow(entry);
        }

        uint[] special = [0, 1, uint.MaxValue, int.MaxValue, 1u + int.MaxValue, .. entries.Select(entry => entry.GrainId.GetUniformHashCode())];
        var bound = Gen.OneOf(Gen.UInt, Gen.Int[0, special.Length - 1].Select(index => special[index]));
        await Gen.Select(bound, bound).SampleAsync(
            async range =>
            {
                var (begin, end) = range;
                var found = (await _table.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId).ToHashSet();
                Assert.All(entries, entry => Assert.Equal(IsIn(entry.GrainId.GetUniformHashCode(), begin, end), found.Contains(entry.GrainId)));
            },
            iter: 300,
            threads: 1);
    }

    /// <summary>Orleans' ranges: from the begin, itself not in it, to the end, itself in it; a begin at or after the end wraps round.</summary>
    private static bool IsIn(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static ReminderEntry Entry(DateTime start) => new()
    {
        GrainId = GrainId.Create("downloadtask", TaskStates.Submitted().Key.ToString()),
        ReminderName = "expiry",
        StartAt = start,
        Period = TimeSpan.FromMinutes(5),
    };

    public sealed class OnSqlite(SqliteCluster cluster) : ReminderTableTests(cluster), IClassFixture<SqliteCluster>;

    public sealed class OnPostgres(PostgresCluster cluster) : ReminderTableTests(cluster), IClassFixture<PostgresCluster>;
}
