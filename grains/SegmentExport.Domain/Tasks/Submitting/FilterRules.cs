using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks.Rules;

namespace SegmentExport.Domain.Tasks.Submitting;

/// <summary>The filters of a request. Their values are about people: no message repeats one.</summary>
internal static class FilterRules
{
    /// <summary>The operators that ask for a value as a whole: who uses them knows it already.</summary>
    private static readonly ImmutableArray<FilterOperator> Whole = [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.IsNull, FilterOperator.IsNotNull];

    /// <param name="space">Has the fields.</param>
    /// <param name="choices">The filters, unchecked.</param>
    /// <param name="isApproved">Whether somebody approves what comes of them: a task's, not a list's.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static ImmutableArray<ExportFilter> Check(Space space, ImmutableArray<FilterChoice> choices, bool isApproved, ErrorList errors)
    {
        if (choices.IsDefaultOrEmpty)
        {
            return [];
        }

        if (choices.Length > SubmissionRules.MaxFilters)
        {
            errors.Add("filters", ErrorCodes.TooManyFilters, $"There are {choices.Length} filters; at most {SubmissionRules.MaxFilters} are allowed.");
            return [];
        }

        var filters = ImmutableArray.CreateBuilder<ExportFilter>(choices.Length);
        for (var i = 0; i < choices.Length; i++)
        {
            if (Check(space, choices[i], isApproved, $"filters[{i}]", errors) is { } filter)
            {
                filters.Add(filter);
            }
        }

        return filters.ToImmutable();
    }

    private static ExportFilter? Check(Space space, FilterChoice? choice, bool isApproved, string path, ErrorList errors)
    {
        var field = FieldRules.Find(space, choice?.Field);
        if (field is null)
        {
            errors.Add($"{path}.field", ErrorCodes.UnknownField, $"The space has no field {Found.Id(choice?.Field)}. The space's list of fields says which there are.");
        }

        if (!ApiNames.TryParse<FilterOperator>(choice?.Operator, out var comparison))
        {
            errors.Add($"{path}.operator", ErrorCodes.InvalidFilter, $"There is no operator {Found.Id(choice?.Operator)}. Allowed: {Found.Names<FilterOperator>()}.");
            return null;
        }

        if (field is not null && !Whole.Contains(comparison) && WhyHidden(field, isApproved) is { } reason)
        {
            errors.Add(
                $"{path}.operator",
                ErrorCodes.InvalidFilter,
                $"The field '{field.Id}' {reason}, and comparing would tell it piece by piece. Allowed: {string.Join(", ", Whole.Select(ApiNames.Of))}.");
        }

        if (CheckValue(comparison, choice!.Value) is { } problem)
        {
            errors.Add($"{path}.value", ErrorCodes.InvalidFilter, problem);
        }

        return field is null ? null : new() { Field = field.Id, Column = field.Column, Operator = comparison, Value = choice.Value };
    }

    private static string? WhyHidden(Field field, bool isApproved) => field switch
    {
        { Masking.Required: true } => "never leaves the space unmasked",
        { Kind: FieldKind.Identity, Masking.Allowed.IsEmpty: false } when !isApproved => "is an identity that lists show masked",
        _ => null,
    };

    private static string? CheckValue(FilterOperator comparison, string? value) => (comparison, value) switch
    {
        (FilterOperator.IsNull or FilterOperator.IsNotNull, not null) => $"The operator {ApiNames.Of(comparison)} takes no value. Leave it out.",
        (FilterOperator.IsNull or FilterOperator.IsNotNull, null) => null,
        (_, null) => $"The operator {ApiNames.Of(comparison)} needs a value.",
        (_, { Length: > SubmissionRules.MaxFilterValueLength }) =>
            $"The value has {value.Length} characters; at most {SubmissionRules.MaxFilterValueLength} are allowed.",
        _ when value.Contains('\0', StringComparison.Ordinal) || !FreeText.IsWellFormed(value) => "The value has a NUL character or half a surrogate pair. Remove it.",
        _ => null,
    };
}
