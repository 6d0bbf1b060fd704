using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>What is wrong with a draft, at its places.</summary>
public sealed class DraftErrors
{
    private readonly Dictionary<string, string> _byPlace = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _byPlace.Count == 0;

    /// <summary>What is wrong at a place; null: nothing.</summary>
    /// <param name="place"><c>segment, reason, fields, format, options, filters</c> or <c>field:{id}</c>.</param>
    public string? At(string place) => _byPlace.GetValueOrDefault(place);

    /// <summary>The first step with something wrong.</summary>
    public WizardStep FirstStep =>
        At("segment") is not null || At("filters") is not null ? WizardStep.Segment
        : At("reason") is not null || At("fields") is not null ? WizardStep.Fields
        : _byPlace.Keys.Any(place => place.StartsWith("field:", StringComparison.Ordinal)) ? WizardStep.Masking
        : At("format") is not null || At("options") is not null ? WizardStep.Format
        : WizardStep.Review;

    /// <summary>Nothing is wrong at a place any more, as somebody changes it.</summary>
    public void Clear(string place) => _byPlace.Remove(place);

    /// <summary>What can be told before anything is sent.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="upTo">The step that is to be left: later ones may still be empty.</param>
    /// <param name="text">The language.</param>
    internal static DraftErrors Check(ExportDraft draft, WizardStep upTo, Texts text)
    {
        var errors = new DraftErrors();
        if (draft.SegmentId is null)
        {
            errors._byPlace["segment"] = text.Wizard.SegmentMissing;
        }

        if (upTo >= WizardStep.Fields)
        {
            if (string.IsNullOrWhiteSpace(draft.Reason))
            {
                errors._byPlace["reason"] = text.Problems.ReasonMissing;
            }

            if (draft.Fields.Count == 0)
            {
                errors._byPlace["fields"] = text.Problems.NoFields;
            }
        }

        return errors;
    }

    /// <summary>What the API found wrong, each at its place.</summary>
    /// <param name="problem">Its answer.</param>
    /// <param name="draft">What was sent.</param>
    /// <param name="text">The language.</param>
    internal static DraftErrors From(ApiProblem problem, ExportDraft draft, Texts text)
    {
        var errors = new DraftErrors();
        foreach (var error in problem.Errors)
        {
            errors._byPlace.TryAdd(PlaceOf(error.Path, draft), text.Problems.Of(error));
        }

        return errors;
    }

    private static string PlaceOf(string path, ExportDraft draft)
    {
        if (path.StartsWith("fields[", StringComparison.Ordinal) && int.TryParse(path.AsSpan(7, Math.Max(0, path.IndexOf(']', StringComparison.Ordinal) - 7)), out var at) && at < draft.Fields.Count)
        {
            return path.EndsWith(".masking", StringComparison.Ordinal) ? $"field:{draft.Fields[at].Id}" : "fields";
        }

        return path.Split('.', '[')[0] switch
        {
            "segmentId" => "segment",
            var place => place,
        };
    }
}
