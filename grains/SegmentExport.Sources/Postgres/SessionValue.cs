namespace SegmentExport.Sources.Postgres;

/// <summary>Values that are bound once a transaction and then read in SQL by their names.</summary>
internal static class SessionValue
{
    /// <summary>What the database's names of them begin with.</summary>
    public const string Prefix = "segment_export.";

    /// <summary>The member list that is read.</summary>
    public const string Segment = "segment";

    /// <summary>The first key of a shard, or the last of the page before.</summary>
    public const string From = "from";

    /// <summary>The first key behind a shard.</summary>
    public const string To = "to";

    /// <summary>The keys between which a segment is cut.</summary>
    public const string Bounds = "bounds";

    /// <summary>What a filter compares with.</summary>
    public static string Filter(int index) => $"filter{index}";

    /// <summary>The SQL of a value.</summary>
    public static string Sql(string name, string? type = null) => type is null ? $"current_setting('{Prefix}{name}')" : $"CAST(current_setting('{Prefix}{name}') AS {type})";
}
