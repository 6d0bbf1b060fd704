using System.Collections.Concurrent;
using Apache.Arrow;
using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// One state of a source, opened read-only: an instance in memory with the data attached as <c>src</c> and a scratch database for resolved member lists as
/// <c>scratch</c>. It has one thread, the caller's: shards are the parallelism. Kept open as long as a query uses it, also when the file has been replaced since.
/// </summary>
internal sealed class DuckDbSnapshot : IDisposable
{
    // DuckDB holds the keys of a list in memory while it looks for their rows, and gives up where they nearly fit: so a long list is taken in passes.
    private const long PassKeysPerMiB = 8_192;

    private const int MaxIdleSessions = 16;

    private readonly DuckDBConnection _root;
    private readonly string _scratchPath;
    private readonly long _passKeys;
    private readonly IDisposable? _hold;
    private readonly ConcurrentDictionary<string, Lazy<string>> _memberLists = new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _columnTypes = new();

    // Opening a connection and setting it up costs more than a small query on it.
    private readonly ConcurrentBag<DuckDbSession> _sessions = [];
    private int _users = 1;
    private volatile bool _isClosed;

    private DuckDbSnapshot(string version, string database, DuckDBConnection root, string scratchPath, long passKeys, IDisposable? hold) =>
        (Version, Database, _root, _scratchPath, _passKeys, _hold) = (version, database, root, scratchPath, passKeys, hold);

    /// <summary>The fingerprint of the files it was opened from.</summary>
    public string Version { get; }

    /// <summary>The database file that it reads.</summary>
    public string Database { get; }

    /// <summary>Row counts, by query; this state never changes.</summary>
    public ConcurrentDictionary<string, long> Counts { get; } = new();

    /// <summary>Guessed row counts, by query.</summary>
    public ConcurrentDictionary<string, long> Estimates { get; } = new();

    /// <summary>Row ids of each table.</summary>
    public ConcurrentDictionary<string, long> TableRows { get; } = new();

    /// <summary>Types of queries' columns, by query.</summary>
    public RecentAnswers<Schema> Schemas { get; } = new();

    /// <summary>Plans of few shards, by query and size of a shard.</summary>
    public RecentAnswers<ShardPlan> Plans { get; } = new();

    /// <summary>Estimated bytes of a column's text, by table and column.</summary>
    public ConcurrentDictionary<(string Table, string Column), double> Widths { get; } = new();

    /// <summary>Opens a database file.</summary>
    /// <param name="version">Its fingerprint.</param>
    /// <param name="database">The file.</param>
    /// <param name="workPath">Where it spills and keeps member lists.</param>
    /// <param name="options">How much memory it has.</param>
    /// <param name="hold">Keeps the file there; let go when it is closed, and where it cannot be opened.</param>
    public static DuckDbSnapshot Open(string version, string database, string workPath, SourceOptions options, IDisposable? hold)
    {
        var scratchPath = Path.Combine(workPath, $"scratch-{Guid.CreateVersion7():N}");
        var root = new DuckDBConnection("Data Source=:memory:");
        try
        {
            Directory.CreateDirectory(workPath);
            root.Open();
            using var session = new DuckDbSession(root);
            foreach (var statement in new[]
            {
                "SET threads = 1",

                // A join whose sides were swapped would give the rows in the order of its hash table: the profile must stay the side that streams.
                "SET disabled_optimizers = 'join_order,build_side_probe_side'",
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                $"SET memory_limit = '{options.MemoryLimitMiB}MiB'",
                $"SET temp_directory = {SqlText.Text(scratchPath + ".tmp")}",
                $"ATTACH {SqlText.Text(database)} AS src (READ_ONLY)",
                $"ATTACH {SqlText.Text(scratchPath + ".duckdb")} AS scratch",
            })
            {
                session.Execute(statement, [], CancellationToken.None);
            }

            return new(version, database, root, scratchPath, options.MemoryLimitMiB * PassKeysPerMiB, hold);
        }
        catch
        {
            root.Dispose();
            hold?.Dispose();
            throw;
        }
    }

    /// <summary>The types of a table's columns, as DuckDB writes them.</summary>
    public IReadOnlyDictionary<string, string> ColumnTypes(string table, DuckDbSession session, CancellationToken cancellationToken) => _columnTypes.GetOrAdd(table, _ =>
    {
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        session.ForEach($"DESCRIBE SELECT * FROM {SqlText.Table(table)}", [], row => types[row.GetString(0)] = row.GetString(1), cancellationToken);
        return types;
    });

    /// <summary>Keeps it open for one more user; false where it is closed already.</summary>
    public bool TryUse()
    {
        for (var users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A user has gone; the last one closes it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        _isClosed = true;
        while (_sessions.TryTake(out var session))
        {
            session.Dispose();
        }

        _root.Dispose();
        _hold?.Dispose();
        foreach (var suffix in new[] { ".duckdb", ".duckdb.wal" })
        {
            File.Delete(_scratchPath + suffix);
        }

        if (Directory.Exists(_scratchPath + ".tmp"))
        {
            Directory.Delete(_scratchPath + ".tmp", recursive: true);
        }
    }

    /// <summary>A connection of its own, at the data; disposed of before its user lets go of this state.</summary>
    public DuckDbSession Connect()
    {
        if (_sessions.TryTake(out var idle))
        {
            return idle;
        }

        var session = new DuckDbSession(_root, this);
        session.Execute("USE src", [], CancellationToken.None);

        // An operator that holds small chunks back lets larger ones overtake them.
        session.Execute("SET enable_caching_operators = false", [], CancellationToken.None);
        return session;
    }

    /// <summary>Keeps a connection for the next user; false where there are enough.</summary>
    public bool TryTakeBack(DuckDbSession session)
    {
        if (_isClosed || _sessions.Count >= MaxIdleSessions)
        {
            return false;
        }

        _sessions.Add(session);
        return true;
    }

    /// <summary>Begins a query on a connection of its own, which keeps this state open.</summary>
    /// <returns>The batches; the caller disposes the reader, while it uses this state itself.</returns>
    public DuckDbBatchReader Read(string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!TryUse(), this);
        DuckDbSession? session = null;
        try
        {
            session = Connect();
            return DuckDbBatchReader.Open(this, session, sql, parameters, cancellationToken);
        }
        catch
        {
            session?.Dispose();
            Dispose();
            throw;
        }
    }

    /// <summary>The table of the profile rows that a member list names, sorted: resolved when it is first asked for, then kept on disk.</summary>
    public string MemberList(ExportQuery query, CancellationToken cancellationToken)
    {
        var key = SegmentSql.MemberListKey(query);
        var list = _memberLists.GetOrAdd(key, _ => new Lazy<string>(() => Resolve(query, cancellationToken)));
        try
        {
            return list.Value;
        }
        catch
        {
            // A failed or cancelled attempt must not stay for the next one.
            _memberLists.TryRemove(new(key, list));
            throw;
        }
    }

    private string Resolve(ExportQuery query, CancellationToken cancellationToken)
    {
        var table = $"scratch.main.members_{Guid.CreateVersion7():N}";
        using var session = Connect();
        var asTexts = MemberKeys.AreTexts(
            query,
            ColumnTypes(query.Profile.Table, session, cancellationToken),
            ColumnTypes(((MemberListSegment)query.Segment).Table, session, cancellationToken));
        var (count, ofSegment) = SegmentSql.CountMembers(query);
        var passes = (session.Scalar<long>(count, ofSegment, cancellationToken) / _passKeys) + 1;
        if (passes == 1)
        {
            var (rows, parameters) = SegmentSql.MemberRows(query, asTexts, 0, 1);
            session.Execute($"CREATE TABLE {table} AS {rows} ORDER BY rid", parameters, cancellationToken);
            return table;
        }

        var unsorted = $"{table}_unsorted";
        session.Execute($"CREATE TABLE {unsorted} (rid BIGINT)", [], cancellationToken);
        try
        {
            for (var pass = 0L; pass < passes; pass++)
            {
                var (rows, parameters) = SegmentSql.MemberRows(query, asTexts, pass, passes);
                session.Execute($"INSERT INTO {unsorted} {rows}", parameters, cancellationToken);
            }

            session.Execute($"CREATE TABLE {table} AS SELECT rid FROM {unsorted} ORDER BY rid", [], cancellationToken);
            return table;
        }
        finally
        {
            session.Execute($"DROP TABLE {unsorted}", [], CancellationToken.None);
        }
    }
}
