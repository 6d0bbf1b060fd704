using System.Collections.Immutable;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A field with its masking.</summary>
internal static class FieldReader
{
    public static Field? Read(Node node, HashSet<FieldId> ids)
    {
        if (node.AsObject("id", "name", "kind", "column", "masking") is not { } field)
        {
            return null;
        }

        var id = field.Id("id", ids);
        var name = field.Text("name");
        var kind = field.Name<FieldKind>("kind");
        var column = field.Text("column");
        var masking = field.Optional("masking") is { } found ? ReadMasking(found) : FieldMasking.None;
        return id is null || name is null || kind is null || column is null || masking is null ? null : new(id.Value, name, kind.Value, column, masking);
    }

    private static FieldMasking? ReadMasking(Node node)
    {
        if (node.AsObject("allowed", "required") is not { } masking)
        {
            return null;
        }

        var rules = ImmutableArray.CreateBuilder<MaskingRule>();
        foreach (var entry in masking.Optional("allowed")?.AsArray() ?? [])
        {
            if (MaskingRuleReader.Read(entry) is not { } rule)
            {
                continue;
            }

            if (rules.Any(other => other.Kind == rule.Kind))
            {
                entry.Fail<object>($"The rule {Names.ApiNames.Of(rule.Kind)} stands there twice. A field has at most one of a kind.");
            }
            else
            {
                rules.Add(rule);
            }
        }

        var required = masking.Flag("required");
        var isNoneAllowed = masking.Optional("allowed") is not { Element.ValueKind: System.Text.Json.JsonValueKind.Array } allowed || allowed.Element.GetArrayLength() == 0;
        return required && isNoneAllowed
            ? node.Fail<FieldMasking>("Masking is required, and no rule is allowed: the field could never be exported. Allow at least one rule.")
            : new(rules.ToImmutable(), required);
    }
}
