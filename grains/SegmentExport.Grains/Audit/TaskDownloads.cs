using System.Collections.Immutable;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Limits;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tasks;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Grains.Audit;

/// <summary>The downloads of a task among the rows of the audit.</summary>
internal static class TaskDownloads
{
    private const string ByLink = "link_download";

    /// <summary>What the audit calls them.</summary>
    public static ImmutableArray<string> Actions { get; } = ["download", ByLink];

    /// <summary>What the rows tell of the task's file.</summary>
    public static ImmutableArray<DownloadRecord> Of(DownloadTaskView task, ImmutableArray<AuditRecord> rows)
    {
        var state = task.State;
        var usual = ContainerKinds.For(state.Submission.Format, state.Submission.Options.Compression)[0];
        var lengths = rows.Select(row => row.Container ?? usual).Distinct(StringComparer.Ordinal).ToDictionary(container => container, container => task.IsArchived ? null : LengthOf(state, container));
        return
        [
            .. rows.Select(row => new DownloadRecord
            {
                User = row.Actor ?? "",
                At = row.At,
                Container = row.Container ?? usual,
                Range = row.Range,
                Bytes = lengths[row.Container ?? usual] is { } length ? RequestedBytes.Of(row.Range, length) : null,
                ByLink = row.Action == ByLink,
            }),
        ];
    }

    // How long a protected zip is, hangs on whose it is.
    private static long? LengthOf(DownloadTaskState state, string container) =>
        container == ContainerKinds.ProtectedZip ? null : ContainerKinds.Open(TaskArtifacts.Describe(state), container)?.Length;
}
