namespace SegmentExport.TestKit.Faults;

/// <summary>Where a silo of tests can be made to end without a word.</summary>
public enum CrashPoint
{
    /// <summary>A part is packed, and not in the store yet.</summary>
    PartWriting,

    /// <summary>A part is in the store.</summary>
    PartWritten,

    /// <summary>A packer has its result, and has not sent it.</summary>
    ResultReporting,

    /// <summary>A task has a packer's result, and has not recorded it.</summary>
    ResultReported,

    /// <summary>A task has decided, and its record is not written yet.</summary>
    StateWriting,

    /// <summary>A task's record is written, and the task does not know it yet.</summary>
    StateWritten,

    /// <summary>A reminder is about to be registered.</summary>
    ReminderRegistering,

    /// <summary>A reminder is registered, and its task does not know it yet.</summary>
    ReminderRegistered,

    /// <summary>A task's parts are about to be deleted.</summary>
    PartsDeleting,

    /// <summary>A task's parts are deleted, and the task does not know it yet.</summary>
    PartsDeleted,
}
