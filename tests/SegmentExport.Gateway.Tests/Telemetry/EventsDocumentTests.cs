using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using SegmentExport.TestKit.Documents;

namespace SegmentExport.Gateway.Tests.Telemetry;

public sealed class EventsDocumentTests
{
    private static readonly string[] Assemblies =
        ["SegmentExport.Artifacts", "SegmentExport.Sources", "SegmentExport.Packaging", "SegmentExport.Grains", "SegmentExport.Hosting", "SegmentExport.Gateway"];

    [Fact]
    public void Ids_OfLoggedEvents_AreEachOneEvents() => Assert.Equal([], Events().GroupBy(logged => logged.EventId).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public Task Document_OfTheEvents_IsWhatTheCodeHas() => new WrittenTable("events.md", "events").CheckAsync(
        ["id", "level", "what"],
        Events().Select(logged => new[] { logged.EventId.ToString(CultureInfo.InvariantCulture), logged.Level.ToString(), logged.Message.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal) }));

    private static List<LoggerMessageAttribute> Events() =>
    [
        .. Assemblies.SelectMany(assembly => Assembly.Load(assembly).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().OrderBy(logged => logged.EventId),
    ];
}
