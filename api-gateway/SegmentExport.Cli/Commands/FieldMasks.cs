using SegmentExport.Cli.Output;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Commands;

/// <summary>Fields and their masks, as a command line has them: <c>--fields name,phone --mask phone=phone</c>.</summary>
internal static class FieldMasks
{
    /// <summary>The fields of a request.</summary>
    /// <param name="fields">Ids, each by itself or several with commas.</param>
    /// <param name="masks">Each a field's id, an equals sign and a rule.</param>
    /// <exception cref="UsageException">A mask is no such thing, or is for a field that is not exported, or for one twice.</exception>
    public static IReadOnlyList<FieldSelection> Read(IEnumerable<string> fields, IEnumerable<string> masks)
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mask in Split(masks))
        {
            if (mask.Split('=', 2) is not [{ Length: > 0 } field, { Length: > 0 } rule])
            {
                throw new UsageException("invalid_mask", $"--mask is a field, '=' and a rule, as in phone=phone; not '{mask}'.");
            }

            if (!rules.TryAdd(field, rule))
            {
                throw new UsageException("invalid_mask", $"--mask names the field '{field}' twice.");
            }
        }

        var selected = Split(fields).Select(field => new FieldSelection { Id = field, Masking = rules.Remove(field, out var rule) ? rule : null }).ToList();
        return rules.Count == 0 ? selected : throw new UsageException("invalid_mask", $"--mask names '{rules.Keys.First()}', which --fields does not.");
    }

    private static IEnumerable<string> Split(IEnumerable<string> texts) => texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
