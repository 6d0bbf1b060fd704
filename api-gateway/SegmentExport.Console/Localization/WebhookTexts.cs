namespace SegmentExport.WebConsole.Localization;

/// <summary>What webhooks' endpoints were told, and were not.</summary>
internal sealed record WebhookTexts
{
    private const string AnsweredStart = "answered ";
    private const string LateStart = "did not answer within ";
    private const string UnreachedStart = "was not reached";

    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string NotPermitted { get; init; }
    public required string Refresh { get; init; }
    public required string Endpoints { get; init; }
    public required string NoEndpoints { get; init; }
    public required string Endpoint { get; init; }
    public required string Pending { get; init; }
    public required string Dead { get; init; }
    public required string Delivered { get; init; }
    public required string SeenAt { get; init; }
    public required string Test { get; init; }
    public required Func<string, string> TestSent { get; init; }
    public required string Deliveries { get; init; }
    public required string EventColumn { get; init; }
    public required string Task { get; init; }
    public required string Happened { get; init; }
    public required string Status { get; init; }
    public required string Attempts { get; init; }
    public required string Next { get; init; }
    public required Func<string, string> DueAt { get; init; }
    public required string BeingTried { get; init; }
    public required Func<string, string> EndedAt { get; init; }
    public required string AtOnce { get; init; }
    public required Func<long, string> ActionOn { get; init; }
    public required string Redeliver { get; init; }
    public required string Redelivered { get; init; }
    public required string StatusFilter { get; init; }
    public required string AllStatuses { get; init; }
    public required string EndpointFilter { get; init; }
    public required string AllEndpoints { get; init; }
    public required string EmptyTitle { get; init; }
    public required string Empty { get; init; }
    public required string NoResultTitle { get; init; }
    public required string NoResult { get; init; }
    public required string Submitted { get; init; }
    public required string Approved { get; init; }
    public required string Rejected { get; init; }
    public required string Withdrawn { get; init; }
    public required string Packed { get; init; }
    public required string Failed { get; init; }
    public required string Completed { get; init; }
    public required string Expired { get; init; }
    public required string TestEvent { get; init; }
    public required Func<string, string> Answered { get; init; }
    public required Func<string, string> Late { get; init; }
    public required string Unreached { get; init; }
    public required string PrivateAddress { get; init; }
    public required string Removed { get; init; }
    public required string LeftOut { get; init; }

    /// <summary>A delivery's status.</summary>
    public string StatusOf(string status) => status switch
    {
        "pending" => Pending,
        "delivered" => Delivered,
        "dead" => Dead,
        _ => status,
    };

    /// <summary>What happened.</summary>
    public string Event(string name) => name switch
    {
        "download_task.submitted" => Submitted,
        "download_task.approved" => Approved,
        "download_task.rejected" => Rejected,
        "download_task.withdrawn" => Withdrawn,
        "download_task.packed" => Packed,
        "download_task.failed" => Failed,
        "download_task.completed" => Completed,
        "download_task.expired" => Expired,
        "webhook.test" => TestEvent,
        _ => name,
    };

    /// <summary>Why the last try failed. What a newer server says and this console does not know is shown as it is.</summary>
    public string Error(string error) => error switch
    {
        "is at a private address" => PrivateAddress,
        "is not configured any more" => Removed,
        "is not told of this event" => LeftOut,
        _ when error.StartsWith(AnsweredStart, StringComparison.Ordinal) => Answered(error[AnsweredStart.Length..].Split(';')[0]),
        _ when error.StartsWith(LateStart, StringComparison.Ordinal) => Late(error[LateStart.Length..]),
        _ when error.StartsWith(UnreachedStart, StringComparison.Ordinal) => Unreached + error[UnreachedStart.Length..],
        _ => error,
    };
}
