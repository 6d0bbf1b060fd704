using System.Text.Json;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Telemetry;

/// <summary>A task's status as a label: the API's word.</summary>
internal static class StatusTag
{
    private const string Name = "segment_export.status";

    private static readonly Dictionary<DownloadTaskStatus, KeyValuePair<string, object?>> Tags =
        Enum.GetValues<DownloadTaskStatus>().ToDictionary(status => status, status => new KeyValuePair<string, object?>(Name, JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())));

    /// <summary>The label.</summary>
    public static KeyValuePair<string, object?> Of(DownloadTaskStatus status) => Tags[status];
}
