using DuckDB.NET.Data;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Finds the columns of CSV files that were taken for numbers but would lose something as such: zeros in front, a plus, digits beyond what the number holds.</summary>
internal static class CsvNumbers
{
    private const string WholeNumber = "BIGINT";
    private const string Fraction = "DOUBLE";

    /// <summary>The columns that have to be texts.</summary>
    /// <param name="connection">Where the table is.</param>
    /// <param name="table">What the files became, in SQL.</param>
    /// <param name="paths">The files; what their folders say is no column of theirs.</param>
    /// <param name="read">Reads the files with some columns as texts, in SQL.</param>
    public static IReadOnlyList<string> FindLossy(DuckDBConnection connection, string table, IEnumerable<string> paths, Func<IReadOnlyList<string>, string> read)
    {
        var partitions = paths.SelectMany(path => path.Split(Path.DirectorySeparatorChar).SkipLast(1)).Where(folder => folder.Contains('=', StringComparison.Ordinal)).Select(folder => folder.Split('=')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var numbers = Numbers(connection, table).Where(column => !partitions.Contains(column.Name)).ToList();
        if (numbers.Count == 0)
        {
            return [];
        }

        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names are those of the files' columns, and quoted.
        command.CommandText = $"SELECT {string.Join(", ", numbers.Select(column => $"coalesce(bool_or({IsLossy($"trim(CAST({SqlText.Name(column.Name)} AS VARCHAR))", column.Type)}), false)"))} FROM {read([.. numbers.Select(column => column.Name)])}";
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        row.Read();
        return [.. numbers.Where((_, index) => row.GetBoolean(index)).Select(column => column.Name)];
    }

    private static List<(string Name, string Type)> Numbers(DuckDBConnection connection, string table)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the operator's catalog and are quoted.
        command.CommandText = $"DESCRIBE {table}";
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var numbers = new List<(string, string)>();
        while (rows.Read())
        {
            if (rows.GetString(1) is WholeNumber or Fraction)
            {
                numbers.Add((rows.GetString(0), rows.GetString(1)));
            }
        }

        return numbers;
    }

    // A whole number keeps its text, a fraction its digits: 12.50 may become 12.5.
    private static string IsLossy(string text, string type) => type == WholeNumber
        ? $"CAST(TRY_CAST({text} AS {WholeNumber}) AS VARCHAR) <> {text}"
        : $"regexp_matches({text}, '^([+]|-?0[0-9])') OR {Digits($"CAST(TRY_CAST({text} AS {Fraction}) AS VARCHAR)")} <> {Digits(text)}";

    private static string Digits(string number) => $"trim(regexp_replace(regexp_replace(lower({number}), 'e.*', ''), '[^0-9]', '', 'g'), '0')";
}
