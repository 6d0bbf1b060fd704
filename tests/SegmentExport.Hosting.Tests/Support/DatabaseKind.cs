namespace SegmentExport.Hosting.Tests.Support;

/// <summary>The databases that hold the same schema.</summary>
public enum DatabaseKind
{
    /// <summary>The embedded one.</summary>
    Sqlite,

    /// <summary>A cluster's.</summary>
    Postgres,
}
