using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>
/// The state of the tables that a query reads, as a text: when each was made or altered and, where the server has such, its own number; of each partition the first and the last block, the rows and the
/// last mutation. Inserting, deleting and changing rows changes it; merges, which the server makes when it likes, do not. Block numbers of a table grow while the server runs, so that a state does not come
/// back; but for a table that is dropped and made anew within one second, with as many rows in as many blocks, on a server without such numbers.
/// </summary>
internal static class SourceState
{
    /// <summary>Reads it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="tables">The tables, as the catalog names them.</param>
    /// <param name="hasNumbers">Whether the server gives each table a number of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<string> ReadAsync(ClickHouseServer server, IEnumerable<string> tables, bool hasNumbers, CancellationToken cancellationToken)
    {
        var state = new StringBuilder();
        foreach (var table in tables)
        {
            var (database, name) = TableLayout.Split(table);
            var made = await server.RowsAsync(
                $"SELECT toString(toUInt32(metadata_modification_time)), {(hasNumbers ? "toString(uuid)" : "''")} FROM system.tables WHERE database = {database} AND name = {name}", 2, cancellationToken);

            // A part's name ends with the number of its mutation where it has had one: partition_first_last_level_mutation.
            var partitions = await server.RowsAsync(
                $$"""
                SELECT partition_id, toString(min(min_block_number)), toString(max(max_block_number)), toString(sum(rows)),
                    toString(max(toUInt64OrZero(extract(name, '_[0-9]+_[0-9]+_[0-9]+_([0-9]+)$'))))
                FROM system.parts WHERE active AND database = {{database}} AND table = {{name}} GROUP BY partition_id ORDER BY partition_id
                """,
                5,
                cancellationToken);
            state.Append(table).Append('\n').AppendJoin('\n', made.Concat(partitions).Select(row => string.Join(' ', row))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())).AsSpan(0, 16));
    }
}
