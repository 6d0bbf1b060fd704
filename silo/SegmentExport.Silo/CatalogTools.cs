using SegmentExport.Hosting.Catalogs.Tools;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo catalog check</c> and <c>catalog init KIND PLACE</c>: hold the catalog against its sources, or draw one from a source, and end.</summary>
internal static class CatalogTools
{
    /// <summary>Checks; ends with exit code 1 where there are faults.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>What was found.</returns>
    public static async Task<string> CheckAsync(IConfiguration settings)
    {
        var report = await CatalogChecking.RunAsync(settings, CancellationToken.None);
        return report.Faults.IsEmpty ? report.ToString() : throw new StartupException(report.ToString());
    }

    /// <summary>Draws.</summary>
    /// <returns>What was drawn.</returns>
    public static Func<IConfiguration, Task<string>> Init(string kind, string place) => settings => CatalogInit.RunAsync(kind, place, settings, CancellationToken.None);

    /// <summary>Says how they are called.</summary>
    public static Task<string> Explain(IConfiguration settings) =>
        throw new StartupException("Call it 'catalog check', or 'catalog init duckdb FILE' (a DuckDB file, or Parquet and CSV files as a glob), or 'catalog init KIND ID' for a server whose connection string is SegmentExport:Sources:Connections:ID.");
}
