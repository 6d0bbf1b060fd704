using SegmentExport.TestKit.Processes;
using YamlDotNet.RepresentationModel;

namespace SegmentExport.Cluster.Tests.Collector;

/// <summary>What <c>otel-collector.yaml</c> has the collector do with what processes export; there is no collector among the tests.</summary>
internal sealed class CollectorConfiguration
{
    private readonly YamlNode _root;

    private CollectorConfiguration(YamlNode root) => _root = root;

    /// <summary>The redaction of traces and logs alike.</summary>
    public Redaction Redaction => new(
        Items(Processor("attributes/nobody")["actions"]).Where(action => Text(action["action"]) == "delete").Select(action => Text(action["key"])),
        Items(Processor("redaction")["blocked_values"]).Select(Text));

    /// <summary>Which traces are kept.</summary>
    public TailSampling Sampling
    {
        get
        {
            var (errors, refusals, slow, others) = (Policy("status_code"), Policy("string_attribute"), Policy("latency"), Policy("probabilistic"));
            Assert.Equal(4, Items(Processor("tail_sampling")["policies"]).Count());
            Assert.Equal(["ERROR"], Items(errors["status_codes"]).Select(Text));
            Assert.Equal("true", Text(refusals["enabled_regex_matching"]));
            return new()
            {
                Wait = TimeSpan.FromSeconds(double.Parse(Text(Processor("tail_sampling")["decision_wait"]).TrimEnd('s'), null)),
                Key = Text(refusals["key"]),
                Values = [.. Items(refusals["values"]).Select(Text)],
                Latency = TimeSpan.FromMilliseconds(double.Parse(Text(slow["threshold_ms"]), null)),
                Percentage = double.Parse(Text(others["sampling_percentage"]), null),
            };
        }
    }

    /// <summary>Reads the file.</summary>
    public static CollectorConfiguration Read()
    {
        using var text = File.OpenText(Path.Combine(Repository.Root, "otel-collector.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return new(yaml.Documents[0].RootNode);
    }

    /// <summary>The processors of a pipeline, in their order.</summary>
    public IReadOnlyList<string> ProcessorsOf(string pipeline) => [.. Items(_root["service"]["pipelines"][pipeline]["processors"]).Select(Text)];

    private YamlNode Processor(string name) => _root["processors"][name];

    private YamlNode Policy(string type) => Items(Processor("tail_sampling")["policies"]).Single(policy => Text(policy["type"]) == type)[type];

    private static IEnumerable<YamlNode> Items(YamlNode node) => (YamlSequenceNode)node;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
