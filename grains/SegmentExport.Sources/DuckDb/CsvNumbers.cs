using DuckDB.NET.Data;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Finds the columns of CSV files that were taken for numbers but would lose something as such: zeros in front, a plus, digits beyond what the number holds.</summary>
internal static class CsvNumbers
{
    private const string WholeNumber = "BIGINT";
    private const string Fraction = "DOUBLE";

    // What looks at a column takes memory of its own, and few tables have more: for each so many the files are read once more.
    private const int MostColumns = 200;

    /// <summary>The columns that have to be texts.</summary>
    /// <param name="connection">Where the table is.</param>
    /// <param name="table">What the files became, in SQL.</param>
    /// <param name="isOfFolder">Whether a column is no column of the files: their folders' names say it.</param>
    /// <param name="read">Reads the files with some columns as texts, in SQL.</param>
    public static IReadOnlyCollection<string> FindLossy(DuckDBConnection connection, string table, Func<string, bool> isOfFolder, Func<IReadOnlyCollection<string>, string> read)
    {
        var lossy = new List<string>();
        foreach (var columns in Numbers(connection, table).Where(column => !isOfFolder(column.Name)).Chunk(MostColumns))
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names are those of the files' columns, and quoted.
            command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"coalesce(bool_or({IsLossy($"trim(CAST({SqlText.Name(column.Name)} AS VARCHAR))", column.Type)}), false)"))} FROM {read([.. columns.Select(column => column.Name)])}";
#pragma warning restore CA2100
            using var row = command.ExecuteReader();
            row.Read();
            lossy.AddRange(columns.Where((_, index) => row.GetBoolean(index)).Select(column => column.Name));
        }

        return lossy;
    }

    /// <summary>Whether a text is a whole number that is written otherwise than the number would be, in SQL; null for what is none.</summary>
    public static string IsWrittenOtherwise(string text) => $"CAST(TRY_CAST({text} AS {WholeNumber}) AS VARCHAR) <> {text}";

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

    // A whole number keeps its text, or all of its digits where the column has fractions too: a DOUBLE is sure of 15. Fractions are what is nearest to them.
    private static string IsLossy(string text, string type) => type == WholeNumber
        ? IsWrittenOtherwise(text)
        : $"starts_with({text}, '+') OR (ltrim({text}, '-') >= '00' AND ltrim({text}, '-') < '0:') OR CASE WHEN length({text}) > 15 THEN regexp_full_match({text}, '-?[0-9]{{16,}}') ELSE false END";
}
