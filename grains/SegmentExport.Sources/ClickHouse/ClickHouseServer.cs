using System.Data.Common;
using System.Text;
using ClickHouse.Driver;
using ClickHouse.Driver.ADO;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>A server, asked over HTTP through its official driver: read-only, bounded in time and connections.</summary>
internal sealed class ClickHouseServer : IDisposable
{
    private const string Throw = "throw";

    // The server ends what takes too long. Where it does not even do that, the wait for an answer ends here.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly ClickHouseClient _client;
    private readonly QueryOptions _options;
    private readonly TimeSpan _patience;

    /// <summary>Nothing connects yet.</summary>
    /// <exception cref="PackagingException">The settings have no connection string, or what they have is none.</exception>
    public ClickHouseServer(string sourceId, SourceOptions options)
    {
        var connection = Parse(sourceId, options.ConnectionOf(sourceId));
        _patience = options.StatementTimeout;
        _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = options.MaxConnections }) { Timeout = options.StatementTimeout + Grace };
        _client = new(new ClickHouseClientSettings(connection.ConnectionString)
        {
            HttpClient = _http,
            UseCompression = false,

            // Both would be told to the server, and an older one refuses what it does not know.
            JsonReadMode = JsonReadMode.None,
            JsonWriteMode = JsonWriteMode.None,
        });
        _options = new()
        {
            CustomSettings = new Dictionary<string, object>
            {
                ["max_execution_time"] = (int)options.StatementTimeout.TotalSeconds,

                // A query has one thread; shards are the parallelism.
                ["max_threads"] = 1,
                ["output_format_json_quote_64bit_integers"] = 0,

                // A profile may have what goes beyond a limit left out: then fewer rows would look like all.
                ["timeout_overflow_mode"] = Throw,
                ["read_overflow_mode"] = Throw,
                ["result_overflow_mode"] = Throw,
                ["set_overflow_mode"] = Throw,
                ["sort_overflow_mode"] = Throw,
            },
        };
    }

    /// <summary>Begins a query.</summary>
    /// <returns>Its rows; the caller disposes them.</returns>
    public async ValueTask<RowBinaryStream> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.ExecuteRawResultAsync($"{sql}\nFORMAT RowBinary", _options, cancellationToken);
            try
            {
                return new(answer, await answer.ReadAsStreamAsync(), _patience);
            }
            catch
            {
                answer.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (ClickHouseFaults.IsOfServer(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ClickHouseFaults.Translate(fault);
        }
    }

    /// <summary>The few rows of a query whose columns are all text.</summary>
    public async ValueTask<List<string[]>> RowsAsync(string sql, int columns, CancellationToken cancellationToken)
    {
        using var answer = await QueryAsync(sql, cancellationToken);
        using var cancel = cancellationToken.Register(answer.Cancel);
        try
        {
            var rows = new List<string[]>();
            while (!answer.IsAtEnd())
            {
                var row = new string[columns];
                for (var column = 0; column < columns; column++)
                {
                    row[column] = Encoding.UTF8.GetString(answer.Read(answer.ReadLength()));
                }

                rows.Add(row);
            }

            return rows;
        }
        catch (Exception fault) when (ClickHouseFaults.IsOfServer(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ClickHouseFaults.Translate(fault);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static ClickHouseConnectionStringBuilder Parse(string sourceId, string connection)
    {
        try
        {
            // The driver takes whatever it does not know, and its own machine where no host is named.
            return new DbConnectionStringBuilder { ConnectionString = connection }.ContainsKey("Host")
                ? new ClickHouseConnectionStringBuilder { ConnectionString = connection }
                : throw new FormatException();
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            // The library's own message quotes what it does not know, which may be half of a password.
            throw new PackagingException(
                ErrorCodes.SourceUnavailable,
                $"{SourceOptions.SectionName}:{nameof(SourceOptions.Connections)}:{sourceId} is no connection string. It has to be like 'Host=ch;Port=8123;Database=cdp;Username=reader;Password=…'.",
                isTransient: false);
        }
    }
}
