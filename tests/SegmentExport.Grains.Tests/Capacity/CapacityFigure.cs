using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentExport.Grains.Tests.Capacity;

/// <summary>A row of docs/capacity.md: a number, and where it is from.</summary>
/// <param name="Name">Its name, by which others refer to it.</param>
/// <param name="Value">The number as it is written.</param>
/// <param name="From"><c>assumed</c>, a file of results with a line and a key, or a formula.</param>
internal sealed partial record CapacityFigure(string Name, double Value, string From)
{
    /// <summary>All rows of the document's tables of figures.</summary>
    public static IReadOnlyList<CapacityFigure> Read(string document) =>
    [
        .. Row().Matches(document).Select(row => new CapacityFigure(row.Groups["name"].Value, double.Parse(row.Groups["value"].Value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture), row.Groups["from"].Value)),
    ];

    /// <summary>What its formula gives with the others' numbers; null where it has none.</summary>
    public double? Reckon(IReadOnlyDictionary<string, double> others)
    {
        if (Formula().Match(From) is not { Success: true } formula)
        {
            return null;
        }

        var filled = Word().Replace(formula.Groups["formula"].Value, word => others.TryGetValue(word.Value, out var value) ? value.ToString("0.0##################", CultureInfo.InvariantCulture) : throw new InvalidDataException($"{Name} needs {word.Value}, which no row has."));
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        return Convert.ToDouble(table.Compute(Whole().Replace(filled, number => number.Value + ".0"), filter: null), CultureInfo.InvariantCulture);
    }

    /// <summary>What its result file has; null where it names none.</summary>
    public double? Measured(Func<string, string> read)
    {
        if (Result().Match(From) is not { Success: true } result)
        {
            return null;
        }

        var (words, key) = (result.Groups["line"].Value.Split(' '), result.Groups["key"].Value + "=");
        var line = read(result.Groups["file"].Value).Split('\n').FirstOrDefault(line => words.All(word => line.Split(' ').Contains(word)))
            ?? throw new InvalidDataException($"{Name}: {result.Groups["file"].Value} has no line with {string.Join(' ', words)}.");
        return double.Parse(line.Split(' ').Single(word => word.StartsWith(key, StringComparison.Ordinal))[key.Length..].TrimEnd(':'), CultureInfo.InvariantCulture);
    }

    /// <summary>Words that have to stand in a result file; null where it names none.</summary>
    public (string File, string Words)? Quoted => Quote().Match(From) is { Success: true } quote ? (quote.Groups["file"].Value, quote.Groups["words"].Value) : null;

    /// <summary>Whether it is nobody's measurement, and says so.</summary>
    public bool IsAssumed => From.StartsWith("assumed", StringComparison.Ordinal) || From.StartsWith("the code", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `(?<name>[a-z][a-z0-9_]*)` \| (?<value>[0-9][0-9,.]*) \| [^|]* \| (?<from>[^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^`(?<formula>[^`]+)`")]
    private static partial Regex Formula();

    [GeneratedRegex(@"^(?<file>[a-z-]+\.md): (?<line>\S+=\S+( \S+=\S+)*) → (?<key>\w+)")]
    private static partial Regex Result();

    [GeneratedRegex("^(?<file>[a-z-]+\\.md): “(?<words>[^”]+)”")]
    private static partial Regex Quote();

    [GeneratedRegex("[a-z][a-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\d.])\d+(?![\d.])")]
    private static partial Regex Whole();
}
