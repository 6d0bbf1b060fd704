using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Postgres;

/// <summary>
/// Counts a segment and cuts it into ranges of keys. A small one is cut after every so many rows, which takes all rows in the order of the keys. A large one is cut between
/// the keys of a sample into pieces that are counted in any order, and that then are joined to shards of about the same size: several times as fast.
/// </summary>
/// <param name="session">At the state that is planned.</param>
/// <param name="query">The query.</param>
/// <param name="sql">Its SQL.</param>
/// <param name="cancellationToken">Ends the planning.</param>
internal sealed class PostgresPlanner(PostgresSession session, ExportQuery query, SegmentSql sql, CancellationToken cancellationToken)
{
    private const int WidthRows = 256;
    private const long SampledFromRows = 100_000;
    private const int PiecesOfShard = 4;
    private const int MaxPieces = 256;
    private const double SampleRowsOfShard = 4096;
    private const double MaxSamplePercent = 10;

    /// <summary>The plan; the source's version is the snapshot that it was made of.</summary>
    /// <exception cref="Domain.Errors.PackagingException">Keys are missing or stand there twice.</exception>
    public ShardPlan Plan(ShardingOptions options)
    {
        var table = TableRows();
        var target = Math.Clamp(options.TargetBytes / Width(table), 1, options.TargetRows);
        var estimate = Estimate(session, sql, cancellationToken);
        var step = Math.Max(target, (estimate / (ShardPlan.MaxShards - 1)) + 1);
        var version = session.Scalar<string>("SELECT pg_current_snapshot()::text", cancellationToken);

        // Where the guess was far too low there are too many shards: then again, with what is known now.
        var shards = TrySample(step, estimate, table) ?? Cut(sql.Plan(step), PlaceOf);
        if (shards.Count > ShardPlan.MaxShards)
        {
            shards = Cut(sql.Plan(shards.Sum(shard => shard.Stamp.Rows) / (ShardPlan.MaxShards - 1)), PlaceOf);
        }

        return new() { SourceVersion = version, Rows = shards.Sum(shard => shard.Stamp.Rows), Shards = Chain(shards) };
    }

    /// <summary>The database's own guess of the rows. Of keys that are turned into another type it guesses that many are the same, and so more rows than there are.</summary>
    public static long Estimate(PostgresSession session, SegmentSql sql, CancellationToken cancellationToken)
    {
        var rows = Guess(session, sql.Estimate(), cancellationToken);
        return sql.EstimateTable() is { } table ? Math.Min(rows, Guess(session, table, cancellationToken)) : rows;
    }

    private static long Guess(PostgresSession session, string explain, CancellationToken cancellationToken)
    {
        using var plan = JsonDocument.Parse(session.Scalar<string>(explain, cancellationToken));
        return (long)plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    // Tables are loaded by few transactions, or changed by many, of which none is worth looking for.
    private static uint MostCommonVersion(IEnumerable<RowPlace?> places) =>
        uint.Parse(places.OfType<RowPlace>().GroupBy(place => place.Version).MaxBy(rows => rows.Count())?.Key ?? "0", CultureInfo.InvariantCulture);

    private static ImmutableArray<Shard> Chain(List<(RowPlace? Row, RowStamp Stamp)> shards)
    {
        var begins = shards.Count > 0 ? shards : [(null, new())];
        var (chain, before) = (ImmutableArray.CreateBuilder<Shard>(begins.Count), 0L);
        foreach (var (index, (row, stamp)) in begins.Index())
        {
            var to = index + 1 < begins.Count ? Begin(begins[index + 1]) : null;
            chain.Add(new() { Index = index, From = Begin((row, stamp)), To = to, FirstRow = before, Rows = stamp.Rows });
            before += stamp.Rows;
        }

        return chain.MoveToImmutable();
    }

    private static string Begin((RowPlace? Row, RowStamp Stamp) shard) => new ShardBegin(shard.Row, shard.Stamp.ToString()).ToString();

    /// <summary>Joins neighbours to shards of about the same number of rows, none of many more than so many.</summary>
    private static List<(RowPlace? Row, RowStamp Stamp)> Join(List<(RowPlace? Row, RowStamp Stamp)> pieces, long step)
    {
        var rows = pieces.Sum(piece => piece.Stamp.Rows);
        var count = Math.Clamp((rows + step - 1) / step, 1, ShardPlan.MaxShards);
        var (shards, before) = (new List<(RowPlace?, RowStamp Stamp)>(), 0L);
        foreach (var piece in pieces)
        {
            if (shards.Count == 0 || before + (piece.Stamp.Rows / 2) >= rows * shards.Count / count)
            {
                shards.Add((piece.Row, new()));
            }

            shards[^1].Stamp.Add(piece.Stamp);
            before += piece.Stamp.Rows;
        }

        return shards;
    }

    /// <summary>Cuts between sampled keys; null where that is not worth it, or the few say too little of the many.</summary>
    private List<(RowPlace? Row, RowStamp Stamp)>? TrySample(long step, long estimate, double table)
    {
        var shards = (estimate / step) + 1;
        if (!sql.HasUniqueKey || estimate < SampledFromRows || shards is < 2 or > MaxPieces)
        {
            return null;
        }

        var percent = Math.Min(MaxSamplePercent, 100 * SampleRowsOfShard * shards / Math.Max(table, estimate));
        var bounds = session.Scalar<string>(sql.BindBounds((int)Math.Min(MaxPieces, PiecesOfShard * shards), percent), cancellationToken).Split(' ');

        var places = bounds.Select(RowPlace.TryParse).ToList();

        // A plan is made once a task, and somebody waits for it.
        session.ForEach("SET LOCAL max_parallel_workers_per_gather = 2", [], _ => { }, cancellationToken);
        var hasTwice = sql.FindTwice() is { } find && session.Scalar<bool>(find, cancellationToken);
        var joined = Join(Cut(sql.PlanBetweenBounds(MostCommonVersion(places), hasTwice), row => places[row.GetInt32(5) - 1]), step);
        return joined.All(shard => shard.Stamp.Rows <= 2 * step) ? joined : null;
    }

    private List<(RowPlace? Row, RowStamp Stamp)> Cut(string statement, Func<NpgsqlDataReader, RowPlace?> place)
    {
        var pieces = new List<(RowPlace?, RowStamp)>();
        session.ForEach(
            statement,
            [],
            row =>
            {
                if (row.GetBoolean(6) || row.GetBoolean(7))
                {
                    throw PostgresFaults.Keys(row.GetBoolean(7) ? "rows are without one" : $"one stands there twice{(sql.HasExactList ? "" : ", or equals several of the list's keys, which are of another type")}");
                }

                // The first begins where the segment does, also where rows come before its first one later: then its stamp is another.
                pieces.Add((pieces.Count == 0 ? null : place(row), RowStamp.Parse(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))));
            },
            cancellationToken);
        return pieces;
    }

    private static RowPlace? PlaceOf(NpgsqlDataReader row) => RowPlace.TryParse(row.GetString(5));

    private double TableRows() =>
        session.Scalar<double>($"SELECT greatest(reltuples, 0)::float8 FROM pg_class WHERE oid = to_regclass({SqlText.Text(SqlText.Table(query.Profile.Table))})", cancellationToken);

    private long Width(double rows)
    {
        var hashed = query.Columns.Count(column => column.IsHashed());
        var plain = query.Columns.Where(column => !column.IsHashed()).Select(column => column.Column).ToList();
        double? percent = rows > WidthRows ? Math.Min(100, 400 * WidthRows / rows) : null;
        return Math.Max(1, query.Columns.Length + (hashed * HashedColumns.TextLength) + session.Scalar<long>(sql.Width(plain, WidthRows, percent), cancellationToken));
    }
}
