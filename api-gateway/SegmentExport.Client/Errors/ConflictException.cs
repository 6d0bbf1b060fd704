namespace SegmentExport.Client.Errors;

/// <summary>The task's state does not allow it (409).</summary>
public sealed class ConflictException : SegmentExportException
{
    internal ConflictException(ErrorAnswer answer)
        : base(answer) => (TaskStatus, AllowedActions) = (answer.Problem.TaskStatus, answer.Problem.AllowedActions ?? []);

    /// <summary>The task's status; null where it is not about one.</summary>
    public string? TaskStatus { get; }

    /// <summary>What the caller can do instead.</summary>
    public IReadOnlyList<string> AllowedActions { get; }

    /// <inheritdoc />
    public override bool CanRetry => Code == "not_prepared";
}
