using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.DuckDb;

/// <summary>How the keys of a member list are compared with the profile table's, by the types of both.</summary>
internal static class MemberKeys
{
    private static readonly string[] WholeNumbers = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"];

    /// <summary>Whether they are compared as texts: one side is text and the other has whole numbers. A column of CSV files is the one or the other by whatever else is in it.</summary>
    /// <param name="query">Reads the list.</param>
    /// <param name="profile">The types of the profile table's columns.</param>
    /// <param name="list">The types of the list's columns.</param>
    /// <exception cref="Domain.Errors.PackagingException">The list's are fractions: many whole or decimal numbers equal the same one.</exception>
    public static bool AreTexts(ExportQuery query, IReadOnlyDictionary<string, string> profile, IReadOnlyDictionary<string, string> list)
    {
        var key = profile.GetValueOrDefault(query.Profile.Key, "");
        var listed = list.GetValueOrDefault(((MemberListSegment)query.Segment).KeyColumnFor(query.Profile), "");
        if (listed is "FLOAT" or "DOUBLE" && (IsWhole(key) || key.StartsWith("DECIMAL(", StringComparison.Ordinal)))
        {
            throw DuckDbFaults.KeysDiffer();
        }

        return (key == "VARCHAR" && IsWhole(listed)) || (IsWhole(key) && listed == "VARCHAR");
    }

    private static bool IsWhole(string type) => WholeNumbers.Contains(type, StringComparer.Ordinal);
}
