using Npgsql;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Postgres;

/// <summary>Connections to a source: read-only, bounded in time and number, and alike in how they write values.</summary>
internal static class PostgresConnections
{
    private const int ReadBufferBytes = 65_536;

    /// <summary>Makes the pool of a source. Nothing connects yet.</summary>
    /// <exception cref="PackagingException">The settings have no connection string, or what they have is none.</exception>
    public static NpgsqlDataSource Open(string sourceId, SourceOptions options)
    {
        var settings = Parse(sourceId, options.ConnectionOf(sourceId));
        settings.ApplicationName ??= "segment-export";
        settings.MaxPoolSize = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : options.MaxConnections;
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, ReadBufferBytes);
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;

        // The server ends what takes too long. Where it does not even do that, the wait for an answer ends here.
        settings.CommandTimeout = (int)options.StatementTimeout.TotalSeconds + 15;
        settings.Options = $"{settings.Options} {SessionSettings(options.StatementTimeout)}".TrimStart();
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    // The later ones go first: whatever the role or the connection string say, values are written the same way on each connection.
    private static string SessionSettings(TimeSpan statementTimeout) => string.Join(' ', new[]
    {
        "default_transaction_read_only=on",
        $"statement_timeout={(long)statementTimeout.TotalMilliseconds}",
        $"lock_timeout={(long)statementTimeout.TotalMilliseconds}",
        $"idle_in_transaction_session_timeout={(long)statementTimeout.TotalMilliseconds}",
        "DateStyle=ISO,YMD",
        "IntervalStyle=postgres",
        "TimeZone=UTC",
        "bytea_output=hex",
        "extra_float_digits=1",
        "jit=off",

        // A query has one thread; shards are the parallelism.
        "max_parallel_workers_per_gather=0",
    }.Select(setting => $"-c {setting}"));

    private static NpgsqlConnectionStringBuilder Parse(string sourceId, string connection)
    {
        try
        {
            return new(connection);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or NotSupportedException)
        {
            // The library's own message quotes what it does not know, which may be half of a password.
            throw new PackagingException(
                ErrorCodes.SourceUnavailable,
                $"{SourceOptions.SectionName}:{nameof(SourceOptions.Connections)}:{sourceId} is no connection string. It has to be like 'Host=db;Database=cdp;Username=reader;Password=…'.",
                isTransient: false);
        }
    }
}
