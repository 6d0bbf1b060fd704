using SegmentExport.WebConsole.Localization.Chinese;
using SegmentExport.WebConsole.Localization.English;

namespace SegmentExport.WebConsole.Localization;

/// <summary>
/// Everything that the console says, in one language. Each key is a <c>required</c> member of an area's record, so that a language that lacks one does not compile (CS9035).
/// </summary>
internal sealed record Texts
{
    /// <summary>Chinese, the product's first language.</summary>
    public static Texts Chinese => field ??= ChineseTexts.Create();

    /// <summary>English.</summary>
    public static Texts English => field ??= EnglishTexts.Create();

    /// <summary>The language, as a BCP 47 tag.</summary>
    public required string Language { get; init; }

    /// <summary>Words used everywhere.</summary>
    public required CommonTexts Common { get; init; }

    /// <summary>The terms of the API: statuses, kinds, rules, formats.</summary>
    public required TermTexts Terms { get; init; }

    /// <summary>Errors.</summary>
    public required ProblemTexts Problems { get; init; }

    /// <summary>The frame around pages, and sign-in.</summary>
    public required FrameTexts Frame { get; init; }

    /// <summary>The list of tasks, and what can be done to one.</summary>
    public required TaskTexts Tasks { get; init; }

    /// <summary>A task's details.</summary>
    public required DetailTexts Details { get; init; }

    /// <summary>The downloads of a task's file.</summary>
    public required DownloadTexts Downloads { get; init; }

    /// <summary>The zip with a password.</summary>
    public required ProtectedZipTexts ProtectedZip { get; init; }

    /// <summary>The wizard of a new download task.</summary>
    public required WizardTexts Wizard { get; init; }

    /// <summary>Segments, and a segment's portrait.</summary>
    public required SegmentTexts Segments { get; init; }

    /// <summary>Conditions on fields.</summary>
    public required FilterTexts Filters { get; init; }

    /// <summary>How the cluster is, for operators.</summary>
    public required OperationsTexts Operations { get; init; }

    /// <summary>What webhooks' endpoints were told, and were not.</summary>
    public required WebhookTexts Webhooks { get; init; }

    /// <summary>The texts of a language; Chinese for any <c>zh</c>.</summary>
    public static Texts For(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
