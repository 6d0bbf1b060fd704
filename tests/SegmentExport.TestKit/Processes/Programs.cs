namespace SegmentExport.TestKit.Processes;

/// <summary>Our programs, as the build that the tests belong to has made them.</summary>
public static class Programs
{
    /// <summary>The silo.</summary>
    public static string Silo { get; } = Find("silo", "SegmentExport.Silo");

    /// <summary>The gateway.</summary>
    public static string Gateway { get; } = Find("api-gateway", "SegmentExport.Gateway");

    /// <summary>The silo with crash points and a clock that tests can set.</summary>
    public static string FaultySilo { get; } = Find("tests", "SegmentExport.FaultySilo");

    private static string Find(string folder, string project)
    {
        // tests/X/bin/Debug/net10.0: the same configuration and framework, below the project's own folder.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository.Root, folder, project, "bin", output.Parent!.Name, output.Name, project + ".dll");
    }
}
