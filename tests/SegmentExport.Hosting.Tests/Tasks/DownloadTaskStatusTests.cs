using CsCheck;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Tasks;

/// <summary>The status that the list's SQL filters by is the one that the domain's rule gives, for any facts at any time.</summary>
public abstract class DownloadTaskStatusTests(DatabaseKind kind) : DatabaseTests(kind)
{
    private static readonly Gen<DownloadTaskState> States =
        from decision in Gen.Enum<DecisionKind>()
        from packaging in Gen.Enum<PackagingState>()
        from expires in Gen.Int[-3, 2].Select(value => value == -3 ? (int?)null : value)
        from expired in Gen.Int[-3, 2].Select(value => value == -3 ? (int?)null : value)
        select TaskStates.Submitted() with
        {
            Decision = new() { Kind = decision },
            Packaging = new() { State = packaging },
            ExpiresAt = expires is { } at ? TaskStates.Epoch.AddTicks(at) : null,
            ExpiredAt = expired is { } ended ? TaskStates.Epoch.AddTicks(ended) : null,
        };

    [Fact]
    public async Task List_ByStatus_AgreesWithTheDomainsRule()
    {
        var index = Database.Index;
        var spaces = 0;
        await Gen.Select(States.Array[1, 30], Gen.Int[-3, 3]).SampleAsync(
            async sample =>
            {
                var (states, tick) = sample;
                var now = TaskStates.Epoch.AddTicks(tick);
                var space = $"space-{Interlocked.Increment(ref spaces)}";
                var stored = states.Select(state => state with { Key = state.Key with { Space = new(space) } }).ToList();
                using (var connection = Database.Source.OpenConnection())
                using (var transaction = connection.BeginTransaction())
                {
                    stored.ForEach(state => Database.Store(connection, state));
                    transaction.Commit();
                }

                foreach (var status in Enum.GetValues<DownloadTaskStatus>())
                {
                    var page = await index.ListAsync(new(space), null, new() { Status = status, Limit = 200 }, now, CancellationToken.None);
                    Assert.Equal(
                        stored.Where(state => state.StatusAt(now) == status).Select(state => state.Key.Task.Value).Order(StringComparer.Ordinal),
                        page.Items.Select(item => item.State.Key.Task.Value).Order(StringComparer.Ordinal));
                }
            },
            iter: 200,
            threads: 1);
    }

    public sealed class OnSqlite() : DownloadTaskStatusTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : DownloadTaskStatusTests(DatabaseKind.Postgres);
}
