namespace SegmentExport.WebConsole.Localization.English;

/// <summary>How the cluster is, for operators.</summary>
internal static partial class EnglishTexts
{
    private static OperationsTexts Operations() => new()
    {
        Title = "Cluster",
        Lead = "Silos, queues and the shards being packed. The page is renewed every second and names no user and no segment.",
        NotOperatorTitle = "For operators only",
        NotOperator = "This page is for who operates the installation. They are named in the catalog (catalog.json), by operators.",
        DatabaseSilent = "The database does not answer. The oldest waiting task and the failures are those that it told last.",
        SchedulerSilent = "The scheduler does not answer. Slots, queues and counts are those that it told last, without silos that are dead.",
        DatabaseUnknown = "The database does not answer. The oldest waiting task and the failures are not known yet.",
        SchedulerUnknown = "The scheduler does not answer. Slots, queues and counts are not known yet.",
        Slots = "Slots",
        Waiting = "Waiting shards",
        Oldest = "Oldest waiting task",
        Nothing = "none",
        Silos = "Silos",
        Silo = "Silo",
        State = "State",
        BusySlots = "Busy slots",
        Queues = "Queues by space",
        NoQueues = "No space packs or waits.",
        Space = "Space",
        WaitingTasks = "Waiting tasks",
        Running = "Running shards",
        NoRunning = "No shard is being packed now.",
        Task = "Task",
        Shard = "Shard",
        Attempt = "Attempt",
        Progress = "Progress",
        Since = "For",
        Tasks = "Tasks that have not ended",
        Count = "Count",
        OldestSince = "Oldest submitted",
        Failures = "Failures of the last 24 hours",
        NoFailures = "No packaging failed in the last 24 hours.",
        Code = "Code",
        Last = "Last",
        Joining = "joining",
        Active = "active",
        Stopping = "stopping",
        Dead = "dead",
        Silent = "does not answer",
        LeftOff = count => $"{count:N0} more are not shown.",
    };
}
