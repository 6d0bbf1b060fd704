using System.Collections.Immutable;
using System.Text.Json;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A masking rule: its name, or an object with its parameters.</summary>
internal static class MaskingRuleReader
{
    private const int MaxKept = 64;
    private const string KeepShape = """{ "rule": "keep", "first": 3, "last": 4 }""";
    private const string BucketShape = """{ "rule": "bucket", "bounds": [18, 30, 45] }""";

    public static MaskingRule? Read(Node node) => node.Element.ValueKind switch
    {
        JsonValueKind.String => ReadName(node),
        JsonValueKind.Object => ReadObject(node),
        _ => node.Fail<MaskingRule>($"Found {node.Found}; the name of a rule, or an object with a rule and its parameters, is wanted."),
    };

    private static MaskingRule? ReadName(Node node)
    {
        if (node.AsText() is not { } name)
        {
            return null;
        }

        return ApiNames.TryParse<MaskingKind>(name, out var kind)
            ? kind switch
            {
                MaskingKind.Keep => node.Fail<MaskingRule>($"The rule keep has parameters. Write it like this: {KeepShape}."),
                MaskingKind.Bucket => node.Fail<MaskingRule>($"The rule bucket has parameters. Write it like this: {BucketShape}."),
                _ => new MaskingRule { Kind = kind },
            }
            : node.Fail<MaskingRule>($"Found {node.Found}. Allowed: {string.Join(", ", ApiNames.All<MaskingKind>())}.");
    }

    private static MaskingRule? ReadObject(Node node)
    {
        // Which parameters exist depends on the rule, so that is looked at first.
        var kind = node.Element.TryGetProperty("rule", out var rule) && rule.ValueKind == JsonValueKind.String
            && ApiNames.TryParse<MaskingKind>(new Node(rule, node.Path, node.Errors).TextOrNull, out var known) ? known : default(MaskingKind?);
        var entry = kind switch
        {
            MaskingKind.Keep => node.AsObject("rule", "first", "last"),
            MaskingKind.Bucket => node.AsObject("rule", "bounds"),
            null => node.AsObject("rule", "first", "last", "bounds"),
            _ => node.AsObject("rule"),
        };
        return entry?.Name<MaskingKind>("rule") switch
        {
            null => null,
            MaskingKind.Keep => ReadKeep(entry),
            MaskingKind.Bucket => ReadBounds(entry) is { IsDefault: false } bounds ? new() { Kind = MaskingKind.Bucket, Bounds = bounds } : null,
            { } simple => new() { Kind = simple },
        };
    }

    private static MaskingRule? ReadKeep(ObjectNode entry)
    {
        var (first, last) = (ReadKept(entry, "first"), ReadKept(entry, "last"));
        if (first is null || last is null)
        {
            return null;
        }

        return first == 0 && last == 0
            ? entry.Node.Fail<MaskingRule>($"The rule keep keeps nothing: say 'first' or 'last', 1 to {MaxKept}, or use redact.")
            : new() { Kind = MaskingKind.Keep, First = first.Value, Last = last.Value };
    }

    private static int? ReadKept(ObjectNode entry, string name)
    {
        if (entry.Optional(name) is not { } node)
        {
            return 0;
        }

        return node.Element.ValueKind == JsonValueKind.Number && node.Element.TryGetInt32(out var count) && count is >= 0 and <= MaxKept
            ? count
            : node.Fail<int?>($"Found {node.Found}; a whole number from 0 to {MaxKept} is wanted.");
    }

    private static ImmutableArray<decimal> ReadBounds(ObjectNode entry)
    {
        if (entry.Required("bounds") is not { } list)
        {
            return default;
        }

        var bounds = ImmutableArray.CreateBuilder<decimal>();
        var isValid = true;
        foreach (var node in list.AsArray())
        {
            if (node.Element.ValueKind != JsonValueKind.Number || !node.Element.TryGetDecimal(out var bound))
            {
                isValid = node.Fail<bool>($"Found {node.Found}; a number of at most 28 digits is wanted.");
            }
            else if (bounds.Count > 0 && bound <= bounds[^1])
            {
                isValid = node.Fail<bool>($"Found {bound}, which does not lie above {bounds[^1]} before it. Bounds rise strictly.");
            }
            else
            {
                bounds.Add(bound);
            }
        }

        if (isValid && bounds.Count == 0 && list.Element.ValueKind == JsonValueKind.Array)
        {
            list.Fail<object>($"There are no bounds. Write it like this: {BucketShape}.");
        }

        return isValid && bounds.Count > 0 ? bounds.ToImmutable() : default;
    }
}
