using System.Collections.Immutable;
using System.Text;
using DbUp.Engine;

namespace SegmentExport.Hosting.Database;

/// <summary>The steps of the schema, in order. A step that was released never changes; a change is a new step.</summary>
internal static class MigrationScripts
{
    private const string Prefix = "SegmentExport.Hosting.Database.Migrations.";

    public static ImmutableArray<SqlScript> All { get; } =
    [
        .. typeof(MigrationScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SqlScript(name[Prefix.Length..], Read(name))),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(MigrationScripts).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
