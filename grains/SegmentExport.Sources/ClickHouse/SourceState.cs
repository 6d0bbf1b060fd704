using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>
/// The state of the tables that a query reads, as a text: of each partition the first and the last block, the rows and the last mutation. Inserting, deleting and changing rows changes it; merges, which
/// the server makes when it likes, do not. Block numbers only grow, so that a state never comes back.
/// </summary>
internal static class SourceState
{
    /// <summary>Reads it.</summary>
    public static async ValueTask<string> ReadAsync(ClickHouseServer server, IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        var state = new StringBuilder();
        foreach (var table in tables)
        {
            var (database, name) = TableLayout.Split(table);

            // A part's name ends with the number of its mutation where it has had one: partition_first_last_level_mutation.
            var partitions = await server.RowsAsync(
                $$"""
                SELECT partition_id, toString(min(min_block_number)), toString(max(max_block_number)), toString(sum(rows)),
                    toString(max(toUInt64OrZero(extract(name, '_[0-9]+_[0-9]+_[0-9]+_([0-9]+)$'))))
                FROM system.parts WHERE active AND database = {{database}} AND table = {{name}} GROUP BY partition_id ORDER BY partition_id
                """,
                5,
                cancellationToken);
            state.Append(table).Append('\n').AppendJoin('\n', partitions.Select(partition => string.Join(' ', partition))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())).AsSpan(0, 16));
    }
}
