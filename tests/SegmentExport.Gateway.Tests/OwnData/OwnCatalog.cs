using DuckDB.NET.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.OwnData;

/// <summary>Somebody's own files and the catalog over them.</summary>
internal static class OwnCatalog
{
    /// <summary>Runs a statement of DuckDB's, to write files.</summary>
    public static void Query(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The README's whole catalog.</summary>
    public static string OfReadme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("```json\n")[1].Split("```")[0];
}
