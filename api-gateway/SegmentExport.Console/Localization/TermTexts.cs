using System.Globalization;
using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Localization;

/// <summary>The terms of the API: statuses, kinds, rules, formats. A value that a newer API knows and this console does not is shown as it is.</summary>
internal sealed record TermTexts
{
    public required string InApproval { get; init; }
    public required string Preparing { get; init; }
    public required string Completed { get; init; }
    public required string Closed { get; init; }
    public required string Expired { get; init; }
    public required string Withdrawn { get; init; }
    public required string Rejected { get; init; }
    public required string PackagingFailed { get; init; }
    public required string Identity { get; init; }
    public required string Attribute { get; init; }
    public required string Tag { get; init; }
    public required string MaskPhone { get; init; }
    public required string MaskEmail { get; init; }
    public required string MaskName { get; init; }
    public required string MaskIdCard { get; init; }
    public required string MaskBankCard { get; init; }
    public required string MaskAddress { get; init; }
    public required string MaskIp { get; init; }
    public required string MaskKeep { get; init; }
    public required string MaskRedact { get; init; }
    public required string MaskHash { get; init; }
    public required string MaskMonth { get; init; }
    public required string MaskYear { get; init; }
    public required string MaskBucket { get; init; }
    public required Func<string, int, int, string> MaskKeepOf { get; init; }
    public required Func<string, string, string> MaskBucketOf { get; init; }
    public required string MaskNull { get; init; }
    public required string FromExportPage { get; init; }
    public required string FromSegmentList { get; init; }
    public required string FromPortrait { get; init; }

    /// <summary>A task's status.</summary>
    public string Status(string status) => status switch
    {
        "in_approval" => InApproval,
        "preparing" => Preparing,
        "completed" => Completed,
        "closed" => Closed,
        "expired" => Expired,
        _ => status,
    };

    /// <summary>Why a task is closed.</summary>
    public string CloseReason(string reason) => reason switch
    {
        "withdrawn" => Withdrawn,
        "rejected" => Rejected,
        "packaging_failed" => PackagingFailed,
        _ => reason,
    };

    /// <summary>A field's kind.</summary>
    public string Kind(string kind) => kind switch
    {
        "identity" => Identity,
        "attribute" => Attribute,
        "tag" => Tag,
        _ => kind,
    };

    /// <summary>A masking rule.</summary>
    public string Masking(string rule) => rule switch
    {
        "phone" => MaskPhone,
        "email" => MaskEmail,
        "name" => MaskName,
        "id_card" => MaskIdCard,
        "bank_card" => MaskBankCard,
        "address" => MaskAddress,
        "ip" => MaskIp,
        "keep" => MaskKeep,
        "redact" => MaskRedact,
        "hash" => MaskHash,
        "date_to_month" => MaskMonth,
        "date_to_year" => MaskYear,
        "bucket" => MaskBucket,
        "null" => MaskNull,
        _ => rule,
    };

    /// <summary>A masking rule with its parameters.</summary>
    public string Masking(MaskingRuleInfo rule) => rule switch
    {
        { First: { } first, Last: { } last } => MaskKeepOf(Masking(rule.Name), first, last),
        { Bounds: { } bounds } => MaskBucketOf(Masking(rule.Name), string.Join(" · ", bounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)))),
        _ => Masking(rule.Name),
    };

    /// <summary>Where in the product a task was made.</summary>
    public string Origin(string origin) => origin switch
    {
        "export_page" => FromExportPage,
        "segment_list" => FromSegmentList,
        "segment_portrait" => FromPortrait,
        _ => origin,
    };
}
