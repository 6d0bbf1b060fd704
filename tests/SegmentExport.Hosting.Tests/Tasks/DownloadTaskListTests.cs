using System.Diagnostics.CodeAnalysis;
using CsCheck;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tasks;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

[SuppressMessage("Globalization", "CA1309", Justification = "Names are searched without regard to case.")]
public abstract class DownloadTaskListTests(DatabaseKind kind) : DatabaseTests(kind)
{
    private static readonly string[] Names = ["高价值客户", "双十一活动人群", "VIP 客户", "vip new", "a%b_c", "全部用户"];
    private static readonly string[] Users = ["alice", "bob", "carol"];

    private static readonly Gen<DownloadTaskState> States =
        from name in Gen.Int[0, Names.Length - 1]
        from user in Gen.Int[0, Users.Length - 1]
        from minute in Gen.Int[0, 5]
        from packed in Gen.Bool
        from approved in Gen.Bool
        let submitted = TaskStates.Submitted(segmentName: Names[name], submitter: Users[user], at: TaskStates.Epoch.AddMinutes(minute))
        let prepared = packed ? submitted.Packed() : submitted
        select approved ? prepared.Approved(TaskStates.Epoch.AddHours(-24 + minute)) : prepared;

    private static readonly Gen<(string? Search, DownloadTaskStatus? Status, string? Submitter, int Limit)> Queries =
        from search in Gen.Int[0, 6].Select(index => new[] { null, "客户", "VIP", "%", "_", "双十", " 全部 " }[index])
        from status in Gen.Int[-1, 4].Select(value => value < 0 ? null : (DownloadTaskStatus?)value)
        from submitter in Gen.Int[-1, Users.Length - 1].Select(index => index < 0 ? null : Users[index])
        from limit in Gen.Int[1, 7]
        select (search, status, submitter, limit);

    [Fact]
    public async Task List_PageByPage_GivesWhatAModelGives()
    {
        var index = Database.Index;
        var spaces = 0;
        await Gen.Select(States.Array[0, 40], Queries.Array[4]).SampleAsync(
            async sample =>
            {
                var space = new SpaceId($"space-{Interlocked.Increment(ref spaces)}");
                var stored = Store(Database, space, sample.Item1);
                foreach (var query in sample.Item2)
                {
                    var now = TaskStates.Epoch.AddHours(2);
                    var expected = stored
                        .Where(state => query.Search is null || state.Submission.SegmentName.Contains(query.Search.Trim(), StringComparison.OrdinalIgnoreCase))
                        .Where(state => query.Status is null || state.StatusAt(now) == query.Status)
                        .Where(state => query.Submitter is null || state.Submission.Submitter.Value == query.Submitter)
                        .OrderByDescending(state => state.Submission.At).ThenByDescending(state => state.Key.Task.Value, StringComparer.Ordinal)
                        .Select(state => state.Key.Task.Value).ToList();
                    Assert.Equal(expected, await ReadAllAsync(index, space, query, now));
                }
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task List_WhileTasksAreAdded_ShowsNoTaskTwice()
    {
        var index = Database.Index;
        var space = new SpaceId("retail");
        var old = Store(Database, space, [.. Enumerable.Range(0, 20).Select(minute => TaskStates.Submitted(at: TaskStates.Epoch.AddMinutes(minute)))]);

        var seen = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 4; page++)
        {
            var read = await index.ListAsync(space, null, new() { Limit = 5, Cursor = cursor }, TaskStates.Epoch, TestContext.Current.CancellationToken);
            seen.AddRange(read.Items.Select(item => item.State.Key.Task.Value));
            cursor = read.NextCursor;
            Store(Database, space, [TaskStates.Submitted(at: TaskStates.Epoch.AddHours(page + 1))]);
        }

        Assert.Equal(old.Select(state => state.Key.Task.Value).Reverse(), seen);
        Assert.Null(cursor);
    }

    [Fact]
    public async Task List_OfTenThousandTasksWhileOthersAreAdded_SkipsAndRepeatsNone()
    {
        var space = new SpaceId("crowded");
        var old = Store(Database, space, [.. Enumerable.Range(0, 10_000).Select(number => TaskStates.Submitted(at: TaskStates.Epoch.AddSeconds(number / 3)))]);
        using var read = new CancellationTokenSource();
        var adding = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            // Newer ones, and such as a slow clock makes: they come out somewhere in the middle.
            for (var i = 0; !read.IsCancellationRequested; i++)
            {
                var at = TaskStates.Epoch.AddSeconds(i % 2 == 0 ? 4000 + i : i);
                Database.StoreNew(TaskStates.Submitted(at: at) with { Key = new(space, TaskId.New(at)) });
            }
        })));

        var seen = await ReadAllAsync(Database.Index, space, (null, null, null, 200), TaskStates.Epoch);
        await read.CancelAsync();
        await adding;

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(old.Select(state => state.Key.Task.Value).Except(seen));
    }

    [Fact]
    public async Task List_SearchThatTriesSql_IsOnlyAText()
    {
        var space = new SpaceId("attacked");
        string[] attacks =
        [
            "' OR '1'='1", "'; DROP TABLE download_task; --", "' UNION SELECT payloadbinary FROM orleansstorage --", "\\' OR 1=1 --", "$1", "@search", "%' ESCAPE '' OR true --", "$$ || pg_sleep(60) || $$", "E'\\x27'",
        ];
        var named = Store(Database, space, attacks.Select((name, i) => TaskStates.Submitted(segmentName: name, submitter: $"user-{i}", at: TaskStates.Epoch.AddMinutes(i))));

        foreach (var (attack, i) in attacks.Select((attack, i) => (attack, i)))
        {
            // What has it in its name is found, and nothing else is: neither by a name, nor by a submitter or a cursor.
            Assert.Equal([named[i].Key.Task.Value], await ReadAllAsync(Database.Index, space, (attack, null, null, 10), TaskStates.Epoch));
            Assert.Empty(await ReadAllAsync(Database.Index, space, (null, null, attack, 10), TaskStates.Epoch));
            Assert.Empty(await ReadAllAsync(Database.Index, new(attack), (null, null, null, 10), TaskStates.Epoch));
            _ = await Assert.ThrowsAsync<FormatException>(
                () => Database.Index.ListAsync(space, null, new() { Limit = 10, Cursor = attack }, TaskStates.Epoch, TestContext.Current.CancellationToken).AsTask());
        }

        Assert.Equal(attacks.Length, (await ReadAllAsync(Database.Index, space, (null, null, null, 10), TaskStates.Epoch)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a cursor")]
    [InlineData("MjAyNg")]
    [InlineData("MjAyNi0xMS0xMVQwODowMDowMC4wMDAwMDAwWi94")]
    [InlineData("JyBPUiAxPTEgLS0")]
    public async Task List_WithACursorThatIsNone_IsAFormatError(string cursor)
    {
        await Assert.ThrowsAsync<FormatException>(async () => await Database.Index.ListAsync(
            new("retail"), null, new() { Cursor = cursor }, TaskStates.Epoch, TestContext.Current.CancellationToken));
    }

    private static List<DownloadTaskState> Store(TestDatabase database, SpaceId space, IEnumerable<DownloadTaskState> states)
    {
        var stored = states.Select(state => state with { Key = new(space, TaskId.New(state.Submission.At)) }).ToList();
        using var connection = database.Source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        stored.ForEach(state => database.Store(connection, state));
        transaction.Commit();
        return stored;
    }

    private static async Task<List<string>> ReadAllAsync(
        DownloadTaskIndex index, SpaceId space, (string? Search, DownloadTaskStatus? Status, string? Submitter, int Limit) query, DateTimeOffset now)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            UserId? submitter = query.Submitter is null ? null : new(query.Submitter);
            DownloadTaskRecordPage page = await index.ListAsync(
                space, submitter, new() { Search = query.Search, Status = query.Status, Limit = query.Limit, Cursor = cursor }, now, CancellationToken.None);
            Assert.InRange(page.Items.Length, page.NextCursor is null ? 0 : query.Limit, query.Limit);
            found.AddRange(page.Items.Select(item => item.State.Key.Task.Value));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return found;
    }

    public sealed class OnSqlite() : DownloadTaskListTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : DownloadTaskListTests(DatabaseKind.Postgres);
}
