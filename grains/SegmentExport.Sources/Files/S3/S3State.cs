using System.Globalization;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Sources.Files.S3;

/// <summary>Versions of objects: their fingerprint, and when the last of them was stored. By that time a state is found again among objects that have come since.</summary>
internal static class S3State
{
    private const string Time = "yyyyMMdd'T'HHmmss.fff'Z'";

    /// <summary>A time as exactly as a version tells it: objects have no others, so that the last one is found again.</summary>
    public static DateTimeOffset Cut(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>The state that objects are.</summary>
    public static FileState Of(IReadOnlyList<S3File> files) =>
        new($"{FileState.Fingerprint(files, FileImport.Rules)}-{files.Max(file => file.Modified).ToString(Time, CultureInfo.InvariantCulture)}", files);

    /// <summary>A state among the objects of a later one; null where it is not among them any more: one of its objects is gone or another, or one came at the very time of its last.</summary>
    public static FileState? Find(FileState later, string version)
    {
        if (later.Version == version)
        {
            return later;
        }

        if (!DateTimeOffset.TryParseExact(version[(version.LastIndexOf('-') + 1)..], Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var last))
        {
            return null;
        }

        var files = later.Files.Cast<S3File>().Where(file => file.Modified <= last).ToList();
        return files.Count > 0 && Of(files) is var found && found.Version == version ? found : null;
    }
}
