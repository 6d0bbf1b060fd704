using SegmentExport.TestKit.Processes;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>Which gateway is tested: the published one, trimmed and compressed, that <c>SEGMENT_EXPORT_PUBLISHED</c> names the folder of; else the one of the build.</summary>
internal static class PublishedConsole
{
    private const string Variable = "SEGMENT_EXPORT_PUBLISHED";

    /// <summary>The published gateway's folder; null where there is none.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The gateway's program.</summary>
    public static string Program { get; } = Folder is null ? Programs.Gateway : Path.Combine(Folder, "SegmentExport.Gateway.dll");

    /// <summary>The published gateway's folder. Skips the test where there is none; on CI it has to be there.</summary>
    public static string Require()
    {
        const string Missing = $"{Variable} does not name the folder of a published gateway (dotnet publish api-gateway/SegmentExport.Gateway -o FOLDER).";
        if (Folder is null && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(Missing);
        }

        Assert.SkipWhen(Folder is null, Missing);
        return Folder!;
    }
}
