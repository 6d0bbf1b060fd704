namespace SegmentExport.Benchmarks.Runs;

/// <summary>What of handing out the file is measured, instead of packing it.</summary>
internal enum HandOutKind
{
    /// <summary>Nothing: packing is.</summary>
    None,

    /// <summary>The zip.</summary>
    Zip,

    /// <summary>The zip that a password protects, once it is prepared.</summary>
    ProtectedZip,

    /// <summary>Preparing the zip that a password protects, which a silo does once a user.</summary>
    Preparation,
}
