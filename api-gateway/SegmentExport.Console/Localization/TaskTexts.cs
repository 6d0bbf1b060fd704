namespace SegmentExport.WebConsole.Localization;

/// <summary>The list of tasks, and what can be done to one.</summary>
internal sealed record TaskTexts
{
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string New { get; init; }
    public required string Segment { get; init; }
    public required string Submitter { get; init; }
    public required string Fields { get; init; }
    public required string RowCount { get; init; }
    public required string Reason { get; init; }
    public required string Submitted { get; init; }
    public required string Status { get; init; }
    public required string TimeLeft { get; init; }
    public required string SearchLabel { get; init; }
    public required string StatusFilter { get; init; }
    public required string AllStatuses { get; init; }
    public required string Mine { get; init; }
    public required string View { get; init; }
    public required string Withdraw { get; init; }
    public required string Approve { get; init; }
    public required string Reject { get; init; }
    public required string Download { get; init; }
    public required string EmptyTitle { get; init; }
    public required string Empty { get; init; }
    public required string NoResultTitle { get; init; }
    public required string NoResult { get; init; }
    public required string ClearFilters { get; init; }
    public required string Stale { get; init; }
    public required string Live { get; init; }
    public required Func<int, string> NewTasks { get; init; }
    public required string Paging { get; init; }
    public required Func<string, string> ActionOn { get; init; }
    public required Func<int, string> FieldCount { get; init; }
    public required string TimeLeftOver { get; init; }
    public required string ConfirmWithdraw { get; init; }
    public required string ConfirmApprove { get; init; }
    public required string ConfirmReject { get; init; }
    public required string Comment { get; init; }
    public required string CommentHint { get; init; }
    public required string Withdrew { get; init; }
    public required string Approved { get; init; }
    public required string Rejected { get; init; }
    public required string DownloadStarted { get; init; }
    public required Func<string, string, string> DecidedApproved { get; init; }
    public required Func<string, string, string> DecidedRejected { get; init; }
    public required Func<string, string, string> DecidedWithdrawn { get; init; }
    public required Func<string, string> ChangedMeanwhile { get; init; }
    public required Func<long, long, string> Progress { get; init; }
    public required string Counting { get; init; }
    public required string CreateAgain { get; init; }

    /// <summary>The label of an action.</summary>
    public string Action(string action) => action switch
    {
        "view" => View,
        "withdraw" => Withdraw,
        "approve" => Approve,
        "reject" => Reject,
        "download" => Download,
        _ => action,
    };
}
