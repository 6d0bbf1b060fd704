using System.Collections.Immutable;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources;

namespace SegmentExport.TestKit.Data;

/// <summary>Made-up users without a database: what a row holds follows from its number. <c>where</c> knows <c>true</c> and <c>false</c>; a list has every tenth user.</summary>
/// <param name="users">How many users there are.</param>
public sealed class InMemorySegmentSource(int users) : ISegmentSource
{
    private const string Version = "1";

    /// <summary>The names of the columns.</summary>
    public static ImmutableArray<string> Columns { get; } = ["user_id", "name", "phone", "city", "value"];

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SourceProblem>>(
        [
            .. from query in queries.Index()
            from column in query.Item.Columns.Index()
            where !Columns.Contains(column.Item.Column)
            select new SourceProblem(query.Index, column.Index, $"There is no column '{column.Item.Column}'; there are: {string.Join(", ", Columns)}."),
        ]);

    /// <inheritdoc />
    public ValueTask<Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(SchemaOf(query));

    /// <inheritdoc />
    public ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken) => ValueTask.FromResult((long)RowsOf(query).Length);

    /// <inheritdoc />
    public ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken) => ValueTask.FromResult<long?>(users);

    /// <inheritdoc />
    public ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken)
    {
        var rows = RowsOf(query).Length;
        var size = Math.Max(options.TargetRows, (rows + ShardPlan.MaxShards - 1) / ShardPlan.MaxShards);
        var count = Math.Max(1, (int)((rows + size - 1) / size));
        var shards = Enumerable.Range(0, count).Select(index => new Shard
        {
            Index = index,
            From = $"{index * size}",
            To = $"{Math.Min(rows, (index + 1) * size)}",
            FirstRow = index * size,
            Rows = Math.Min(rows, (index + 1) * size) - (index * size),
        });
        return ValueTask.FromResult(new ShardPlan { SourceVersion = Version, Rows = rows, Shards = [.. shards] });
    }

    /// <inheritdoc />
    public ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken) => sourceVersion == Version
        ? ValueTask.FromResult<IRowBatchReader>(new Reader(SchemaOf(query), query, RowsOf(query).AsMemory((int)shard.FirstRow, (int)shard.Rows)))
        : throw new PackagingException(ErrorCodes.SourceChanged, "The source is at another version.", isTransient: false);

    /// <inheritdoc />
    public ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken)
    {
        if (after is not null && after.SourceVersion != Version)
        {
            throw new PackagingException(ErrorCodes.SourceChanged, "The source is at another version.", isTransient: false);
        }

        var (all, first) = (RowsOf(query), after is null ? 0 : int.Parse(after.Row) + 1);
        var page = all.AsMemory(first, Math.Min(rows, all.Length - first));
        return ValueTask.FromResult(new RowPage(Version, new Reader(SchemaOf(query), query, page, first)));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What a user has in a column.</summary>
    public static string? Text(string column, int user) => column switch
    {
        "user_id" => $"u{user:D8}",
        "name" => user % 7 == 0 ? null : $"张{(char)('一' + (user % 1000))}",
        "phone" => $"138{user:D8}",
        "city" => (user % 5) switch { 0 => "上海", 1 => "a,b", 2 => "say \"hi\"", 3 => "two\nlines", _ => "😀" },
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of text."),
    };

    private int[] RowsOf(ExportQuery query) => query.Segment switch
    {
        PredicateSegment { Where: "true" } => [.. Enumerable.Range(0, users)],
        PredicateSegment { Where: "false" } => [],
        MemberListSegment => [.. Enumerable.Range(0, users).Where(user => user % 10 == 0)],
        _ => throw new PackagingException(ErrorCodes.SourceUnavailable, "The source cannot evaluate the segment.", isTransient: false),
    };

    private static Schema SchemaOf(ExportQuery query) => new(
        query.Columns.Select(column => new Apache.Arrow.Field(column.Column, column.Column == "value" ? DoubleType.Default : StringType.Default, nullable: true)), null);

    private sealed class Reader(Schema schema, ExportQuery query, Memory<int> rows, int first = 0) : IRowPageReader
    {
        private const int BatchRows = 512;

        private Memory<int> _rest = rows;
        private int _next = first;
        private int _batch;

        // Kept to the end: whoever reads a batch has its memory pinned, and only this keeps that memory from being finalised meanwhile.
        private readonly List<RecordBatch> _given = [];

        public Schema Schema => schema;

        public RecordBatch? Read(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_rest.IsEmpty)
            {
                return null;
            }

            var now = _rest[..Math.Min(BatchRows, _rest.Length)].ToArray();
            _rest = _rest[now.Length..];
            (_batch, _next) = (_next, _next + now.Length);

            var batch = new RecordBatch(schema, query.Columns.Select(column => Column(column.Column, now)), now.Length);
            _given.Add(batch);
            return batch;
        }

        public string PositionOf(int row) => $"{_batch + row}";

        public void Dispose() => _given.ForEach(batch => batch.Dispose());

        private static IArrowArray Column(string name, int[] users)
        {
            if (name == "value")
            {
                return new DoubleArray.Builder().AppendRange(users.Select(user => user / 4.0)).Build();
            }

            var builder = new StringArray.Builder();
            foreach (var user in users)
            {
                _ = Text(name, user) is { } text ? builder.Append(text) : builder.AppendNull();
            }

            return builder.Build();
        }
    }
}
