using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Tasks.Submitting;

/// <summary>The fields of a request and their masking.</summary>
internal static class FieldRules
{
    /// <summary>Makes the columns of the choices, in order.</summary>
    /// <param name="space">The space.</param>
    /// <param name="choices">The fields.</param>
    /// <param name="errors">Takes what is wrong with them.</param>
    /// <param name="list">What the request calls the list of fields, for the errors' paths.</param>
    /// <param name="id">And what an entry's id.</param>
    public static ImmutableArray<ExportColumn> Check(Space space, ImmutableArray<FieldChoice> choices, ErrorList errors, string list = "fields", string id = ".id")
    {
        if (choices.IsDefaultOrEmpty)
        {
            errors.Add(list, ErrorCodes.NoFields, "There are no fields. Choose at least one.");
            return [];
        }

        if (choices.Length > SubmissionRules.MaxFields)
        {
            errors.Add(list, ErrorCodes.TooManyFields, $"There are {choices.Length} fields; at most {SubmissionRules.MaxFields} are allowed.");
            return [];
        }

        var seen = new HashSet<FieldId>();
        var columns = ImmutableArray.CreateBuilder<ExportColumn>(choices.Length);
        for (var i = 0; i < choices.Length; i++)
        {
            var path = $"{list}[{i}]";
            if (Find(space, choices[i]?.Id) is not { } field)
            {
                errors.Add(path + id, ErrorCodes.UnknownField, $"The space has no field {Found.Id(choices[i]?.Id)}. The space's list of fields says which there are.");
            }
            else if (!seen.Add(field.Id))
            {
                errors.Add(path + id, ErrorCodes.DuplicateField, $"The field '{field.Id}' was chosen before. Choose it once.");
            }
            else
            {
                columns.Add(new()
                {
                    Field = field.Id,
                    Name = field.Name,
                    Kind = field.Kind,
                    Column = field.Column,
                    Masking = CheckMasking(field, choices[i].Masking, $"{path}.masking", errors),
                });
            }
        }

        return columns.ToImmutable();
    }

    public static Field? Find(Space space, string? id) => FieldId.TryParse(id, out var parsed) ? space.Field(parsed) : null;

    private static MaskingRule? CheckMasking(Field field, string? name, string path, ErrorList errors)
    {
        var allowed = field.Masking.Allowed;
        if (name is null)
        {
            if (field.Masking.Required)
            {
                errors.Add(path, ErrorCodes.MaskingRequired, $"The field '{field.Id}' is only exported masked. Choose one of: {Allowed(allowed)}.");
            }

            return null;
        }

        if (!ApiNames.TryParse<MaskingKind>(name, out var kind))
        {
            errors.Add(path, ErrorCodes.UnknownMasking, $"There is no masking rule {Found.Id(name)}. Allowed for the field '{field.Id}': {Allowed(allowed)}.");
            return null;
        }

        var rule = allowed.FirstOrDefault(rule => rule.Kind == kind);
        if (rule is null)
        {
            errors.Add(path, ErrorCodes.MaskingNotAllowed, $"The field '{field.Id}' is not masked by '{name}'. Allowed: {Allowed(allowed)}.");
        }

        return rule;
    }

    private static string Allowed(ImmutableArray<MaskingRule> rules) =>
        rules.IsEmpty ? "none, the field cannot be masked" : string.Join(", ", rules.Select(rule => ApiNames.Of(rule.Kind)));
}
