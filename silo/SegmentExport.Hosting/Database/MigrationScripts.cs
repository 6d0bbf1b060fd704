using System.Collections.Immutable;
using System.Text;
using DbUp.Engine;

namespace SegmentExport.Hosting.Database;

/// <summary>The steps of the schemas, in order. A step that was released never changes; a change is a new step.</summary>
internal static class MigrationScripts
{
    /// <summary>For the embedded database.</summary>
    public static ImmutableArray<SqlScript> Sqlite { get; } = Find("SegmentExport.Hosting.Database.Sqlite.Migrations.");

    /// <summary>For a cluster's database.</summary>
    public static ImmutableArray<SqlScript> Postgres { get; } = Find("SegmentExport.Hosting.Database.Postgres.Migrations.");

    private static ImmutableArray<SqlScript> Find(string prefix) =>
    [
        .. typeof(MigrationScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SqlScript(name[prefix.Length..], Read(name))),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(MigrationScripts).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
