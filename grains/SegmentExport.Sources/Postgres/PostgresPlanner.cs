using System.Collections.Immutable;
using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Postgres;

/// <summary>Counts a segment and cuts it into ranges of keys, in one statement.</summary>
/// <param name="session">At the state that is planned.</param>
/// <param name="query">The query.</param>
/// <param name="sql">Its SQL.</param>
/// <param name="cancellationToken">Ends the planning.</param>
internal sealed class PostgresPlanner(PostgresSession session, ExportQuery query, SegmentSql sql, CancellationToken cancellationToken)
{
    private const int SampleRows = 256;

    /// <summary>The plan; the source's version is the snapshot that it was made of.</summary>
    /// <exception cref="Domain.Errors.PackagingException">Keys are missing or stand there twice.</exception>
    public ShardPlan Plan(ShardingOptions options)
    {
        var target = Math.Clamp(options.TargetBytes / Width(), 1, options.TargetRows);
        var step = Math.Max(target, (Estimate(session, sql, cancellationToken) / (ShardPlan.MaxShards - 1)) + 1);
        var version = session.Scalar<string>("SELECT pg_current_snapshot()::text", cancellationToken);

        // Where the guess was far too low there are too many shards: then again, with what is known now.
        var shards = Cut(step);
        if (shards.Count > ShardPlan.MaxShards)
        {
            shards = Cut(shards.Sum(shard => shard.Rows) / (ShardPlan.MaxShards - 1));
        }

        return new() { SourceVersion = version, Rows = shards.Sum(shard => shard.Rows), Shards = Chain(shards) };
    }

    /// <summary>The database's own guess of the rows.</summary>
    public static long Estimate(PostgresSession session, SegmentSql sql, CancellationToken cancellationToken)
    {
        using var plan = JsonDocument.Parse(session.Scalar<string>(sql.Estimate(), cancellationToken));
        return (long)plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    private static ImmutableArray<Shard> Chain(List<(ShardBegin Begin, long Rows)> shards)
    {
        var (chain, before) = (ImmutableArray.CreateBuilder<Shard>(shards.Count), 0L);
        foreach (var (index, (begin, rows)) in shards.Index())
        {
            var to = index + 1 < shards.Count ? shards[index + 1].Begin.ToString() : null;
            chain.Add(new() { Index = index, From = begin.ToString(), To = to, FirstRow = before, Rows = rows });
            before += rows;
        }

        return chain.MoveToImmutable();
    }

    private List<(ShardBegin Begin, long Rows)> Cut(long step)
    {
        var shards = new List<(ShardBegin, long)>();
        session.ForEach(
            sql.Plan(step),
            [],
            row =>
            {
                if (row.GetBoolean(6) || row.GetBoolean(7))
                {
                    throw PostgresFaults.Keys(row.GetBoolean(6) ? "one stands there twice" : "rows are without one");
                }

                var stamp = RowStamp.Of(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));

                // The first shard begins where the segment does, also where rows come before its first one later: then its stamp is another.
                shards.Add((new(shards.Count == 0 ? null : RowPlace.TryParse(row.GetString(5)), stamp), long.Parse(row.GetString(0))));
            },
            cancellationToken);
        return shards.Count > 0 ? shards : [(new(null, new RowStamp().ToString()), 0)];
    }

    private long Width()
    {
        var hashed = query.Columns.Count(column => column.IsHashed());
        var plain = query.Columns.Where(column => !column.IsHashed()).Select(column => column.Column).ToList();
        var rows = session.Scalar<double>($"SELECT greatest(reltuples, 0)::float8 FROM pg_class WHERE oid = to_regclass({Quoted()})", cancellationToken);
        double? percent = rows > SampleRows ? Math.Min(100, 400 * SampleRows / rows) : null;
        return Math.Max(1, query.Columns.Length + (hashed * HashedColumns.TextLength) + session.Scalar<long>(sql.Width(plain, SampleRows, percent), cancellationToken));
    }

    private string Quoted() => SqlText.Text(SqlText.Table(query.Profile.Table));
}
