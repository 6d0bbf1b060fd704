namespace SegmentExport.Grains.Tests.Support;

/// <summary>Settings under which tests need not wait: small shards, short waits.</summary>
internal static class Quick
{
    public static IReadOnlyDictionary<string, string?> Packaging { get; } = With();

    public static IReadOnlyDictionary<string, string?> With(params (string Name, string Value)[] settings) => new Dictionary<string, string?>
    {
        ["SegmentExport:Sharding:TargetRows"] = "250",
        ["SegmentExport:Packaging:Slots"] = "2",
        ["SegmentExport:Packaging:MaxAttempts"] = "3",
        ["SegmentExport:Packaging:RetryDelay"] = "00:00:00.010",
        ["SegmentExport:Packaging:MaxRetryDelay"] = "00:00:00.050",
        ["SegmentExport:Packaging:PingPeriod"] = "00:00:01",
        ["SegmentExport:Packaging:AnnouncePeriod"] = "00:00:00.500",
    }
    .Concat(settings.Select(setting => KeyValuePair.Create("SegmentExport:" + setting.Name, (string?)setting.Value)))
    .GroupBy(setting => setting.Key)
    .ToDictionary(group => group.Key, group => group.Last().Value);
}
