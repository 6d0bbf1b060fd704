using System.Text.Json.Nodes;
using SegmentExport.Sources.Sample;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Load;

/// <summary>Twenty spaces over the sample, each with segments of many sizes: the first so many users.</summary>
internal sealed class LoadCatalog
{
    /// <summary>How many spaces.</summary>
    public const int Spaces = 20;

    /// <summary>Who exports.</summary>
    public const string Member = "alice";

    /// <summary>Who decides.</summary>
    public const string Approver = "carol";

    /// <summary>What each export has, as the API takes it.</summary>
    public static object[] Fields { get; } =
    [
        new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "phone", masking = "phone" }, new { id = "email", masking = "email" },
        new { id = "city" }, new { id = "age" }, new { id = "lifetime_value" }, new { id = "registered_at" },
    ];

    private const int SizesPerDecade = 4;
    private const int Smallest = 10;

    /// <summary>A catalog with segments of up to so many rows.</summary>
    public LoadCatalog(int largest)
    {
        var decades = Math.Log10((double)largest / Smallest);
        var steps = (int)(decades * SizesPerDecade);
        Sizes = [.. Enumerable.Range(0, steps + 1).Select(step => (int)(Smallest * Math.Pow(10, decades * step / steps))).Append(LoadRun.QuickRows).Append(largest).Distinct().Order()];
        Json = MakeJson();
    }

    /// <summary>The sizes that there are, ascending.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The catalog.</summary>
    public string Json { get; }

    /// <summary>A space's id.</summary>
    public static string Space(int number) => $"space-{number % Spaces}";

    /// <summary>The segment of at least so many rows, or the largest.</summary>
    public string SegmentOf(double rows) => Segment(Sizes.FirstOrDefault(size => size >= rows, Sizes[^1]));

    private static string Segment(int rows) => $"rows-{rows}";

    private string MakeJson()
    {
        var catalog = JsonNode.Parse(SampleCdpCatalog.Json)!;
        var space = catalog["spaces"]![0]!;
        space["segments"] = new JsonArray([.. Sizes.Select(size => new JsonObject { ["id"] = Segment(size), ["name"] = Segment(size), ["where"] = Invariant($"user_id < 'u{size:D9}'") })]);
        catalog["spaces"] = new JsonArray([.. Enumerable.Range(0, Spaces).Select(number =>
        {
            var copy = space.DeepClone();
            copy["id"] = Space(number);
            return copy;
        })]);
        return catalog.ToJsonString();
    }
}
