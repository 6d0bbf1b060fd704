namespace SegmentExport.WebConsole.Localization;

/// <summary>How the cluster is, for operators.</summary>
internal sealed record OperationsTexts
{
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string NotOperatorTitle { get; init; }
    public required string NotOperator { get; init; }
    public required string DatabaseSilent { get; init; }
    public required string SchedulerSilent { get; init; }
    public required string DatabaseUnknown { get; init; }
    public required string SchedulerUnknown { get; init; }
    public required string Slots { get; init; }
    public required string Waiting { get; init; }
    public required string Oldest { get; init; }
    public required string Nothing { get; init; }
    public required string Silos { get; init; }
    public required string Silo { get; init; }
    public required string State { get; init; }
    public required string BusySlots { get; init; }
    public required string Queues { get; init; }
    public required string NoQueues { get; init; }
    public required string Space { get; init; }
    public required string WaitingTasks { get; init; }
    public required string Running { get; init; }
    public required string NoRunning { get; init; }
    public required string Task { get; init; }
    public required string Shard { get; init; }
    public required string Attempt { get; init; }
    public required string Progress { get; init; }
    public required string Since { get; init; }
    public required string Tasks { get; init; }
    public required string Count { get; init; }
    public required string OldestSince { get; init; }
    public required string Failures { get; init; }
    public required string NoFailures { get; init; }
    public required string Code { get; init; }
    public required string Last { get; init; }
    public required string Joining { get; init; }
    public required string Active { get; init; }
    public required string Stopping { get; init; }
    public required string Dead { get; init; }
    public required string Silent { get; init; }
    public required Func<int, string> LeftOff { get; init; }

    /// <summary>A silo's state.</summary>
    public string SiloState(string state) => state switch
    {
        "joining" => Joining,
        "active" => Active,
        "stopping" => Stopping,
        "dead" => Dead,
        _ => state,
    };
}
