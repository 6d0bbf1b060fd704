namespace SegmentExport.Hosting.Health;

/// <summary>What a health check is asked for.</summary>
public static class HealthTags
{
    /// <summary>Whether the process has come up.</summary>
    public const string Startup = "startup";

    /// <summary>Whether the process is worth keeping.</summary>
    public const string Live = "live";

    /// <summary>Whether it can serve requests now.</summary>
    public const string Ready = "ready";
}
