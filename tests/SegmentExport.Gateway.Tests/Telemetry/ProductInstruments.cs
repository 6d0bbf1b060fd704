using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Gateway.Tests.Telemetry;

/// <summary>The product's own instruments, read from the code.</summary>
internal static class ProductInstruments
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Instrument> All { get; } = Read();

    /// <summary>How Prometheus calls one: the OpenTelemetry specification's rules for units and kinds ("Prometheus and OpenMetrics Compatibility").</summary>
    public static string PrometheusName(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return $"{name}{unit}{(instrument is Counter<long> ? "_total" : "")}";
    }

    private static List<Instrument> Read()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => found.Add(instrument);
        listener.Start();
        foreach (var type in OurTypes().Where(HoldsInstruments))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        return [.. found.Where(instrument => instrument.Meter.Name == SegmentExportTelemetry.Name).DistinctBy(instrument => instrument.Name).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<Type> OurTypes() =>
        new[] { "SegmentExport.Grains", "SegmentExport.Hosting", "SegmentExport.Gateway" }.SelectMany(assembly => Assembly.Load(assembly).GetTypes()).Where(type => !type.ContainsGenericParameters);

    private static bool HoldsInstruments(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Any(field => field.FieldType == typeof(Meter) || field.FieldType.Name == "ExternalCalls");
}
