using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.TestKit.Data;

/// <summary>Stored states of tasks, for tests below the rules.</summary>
public static class TaskStates
{
    /// <summary>The time that tests begin at, where any will do.</summary>
    public static DateTimeOffset Epoch { get; } = new(2026, 11, 11, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A task that was just submitted.</summary>
    public static DownloadTaskState Submitted(
        string space = "retail", string segmentName = "全部用户", string submitter = "alice", DateTimeOffset? at = null, TaskId? task = null) => new()
        {
            Key = new(new(space), task ?? TaskId.New(at ?? Epoch)),
            Revision = 1,
            Submission = new()
            {
                Submitter = new(submitter),
                At = at ?? Epoch,
                Name = $"{segmentName}_{at ?? Epoch:yyyyMMddHHmmss}",
                Segment = new("everyone"),
                SegmentName = segmentName,
                Reason = "A test",
                Query = new()
                {
                    Source = "test",
                    Profile = new("profile", "user_id"),
                    Segment = new PredicateSegment { Where = "true" },
                    Columns = [new() { Field = new("user_id"), Name = "用户ID", Kind = FieldKind.Identity, Column = "user_id" }],
                },
                Format = ExportFormat.Csv,
                Options = FormatOptions.Default,
                Origin = TaskOrigin.ExportPage,
                Operation = OperationId.New(),
                RequestDigest = new string('0', 64),
            },
        };

    /// <summary>The same task with so many shards planned and all of them packed.</summary>
    public static DownloadTaskState Packed(this DownloadTaskState state, int shards = 1, int rowsPerShard = 100) => state with
    {
        Revision = state.Revision + 1,
        Packaging = new()
        {
            State = Domain.Packaging.PackagingState.Packed,
            Plan = new()
            {
                SourceVersion = "1",
                Rows = (long)shards * rowsPerShard,
                Shards = [.. Enumerable.Range(0, shards).Select(index => new Domain.Packaging.Shard { Index = index, FirstRow = (long)index * rowsPerShard, Rows = rowsPerShard })],
            },
            Packed =
            [
                .. Enumerable.Range(0, shards).Select(index => new Domain.Packaging.PackedShard
                {
                    Index = index,
                    Rows = rowsPerShard,
                    Sections = [new() { Rows = rowsPerShard, PlainBytes = 1000, StoredBytes = 400, Crc32 = 1 }],
                    Sha256 = new string('0', 64),
                }),
            ],
            EndedAt = state.Submission.At.AddMinutes(1),
        },
    };

    /// <summary>The same task, approved.</summary>
    public static DownloadTaskState Approved(this DownloadTaskState state, DateTimeOffset at) => state with
    {
        Revision = state.Revision + 1,
        Decision = new() { Kind = DecisionKind.Approved, By = new("carol"), At = at, Operation = OperationId.New() },
        ExpiresAt = at + DownloadTaskState.DownloadPeriod,
    };
}
