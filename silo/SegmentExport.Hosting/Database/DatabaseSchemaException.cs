using System.Collections.Immutable;
using DbUp.Engine;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Database;

/// <summary>The database cannot be used by this version.</summary>
/// <param name="message">What was found, what to do.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class DatabaseSchemaException(string message, Exception? innerException = null) : StartupException(message, innerException)
{
    /// <summary>Refuses a schema with steps that this version does not know.</summary>
    internal static void ThrowIfNewer(IEnumerable<string> applied, ImmutableArray<SqlScript> scripts)
    {
        if (applied.Except(scripts.Select(script => script.Name), StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            throw new DatabaseSchemaException(
                $"The database's schema has steps that this version does not know ({string.Join(", ", unknown)}): a newer version made it. "
                + "Start that version, or one still newer, or restore a backup from before it.");
        }
    }
}
