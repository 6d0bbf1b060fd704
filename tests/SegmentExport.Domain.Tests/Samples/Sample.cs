using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tests.Samples;

/// <summary>A space, a request and a plan to try the rules on.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public static readonly TaskKey Key = new(new("retail"), new("0196a2b3c4d5e6f708192a3b4c5d6e7f"));

    public static Space Space { get; } = new(
        Key.Space,
        "零售",
        fourEyes: false,
        "cdp",
        new("profile", "user_id"),
        [
            new(new("phone"), "手机号", FieldKind.Identity, "phone", new([new() { Kind = MaskingKind.Phone }, new() { Kind = MaskingKind.Hash }], true)),
            new(new("account"), "Account", FieldKind.Identity, "account_no", new([new() { Kind = MaskingKind.Keep, First = 3, Last = 4 }], false)),
            new(new("age"), "年龄", FieldKind.Attribute, "age", new([new() { Kind = MaskingKind.Bucket, Bounds = [18, 30.5m, 45] }], false)),
            new(new("city"), "城市", FieldKind.Attribute, "city", FieldMasking.None),
        ],
        [
            new(new("high-value"), "高价值客户", new PredicateSegment { Where = "lifetime_value >= 5000" }),
            new(new("double-11"), "双十一活动人群", new MemberListSegment { Table = "segment_member", Segment = "double-11", KeyColumn = "member_id" }),
        ],
        [new(Actors.Submitter, SpacePermissions.None)]);

    public static SubmitRequest Request { get; } = new()
    {
        SegmentId = "high-value",
        Reason = "Spring campaign 🌸",
        Fields = [new("phone", "phone"), new("account", "keep"), new("age", "bucket"), new("city", null)],
        Filters = [new("city", "eq", "上海"), new("age", "is_not_null", null)],
        Operation = new("op-submit"),
    };

    public static Submission Submission(SubmitRequest? request = null, UserId? submitter = null)
    {
        var rejection = SubmissionRules.Check(Space, submitter ?? Actors.Submitter, request ?? Request, Start, out var submission);
        Assert.Null(rejection);
        return submission!;
    }

    public static Submit Submit(SubmitRequest? request = null, UserId? submitter = null) =>
        new(Key, Submission(request, submitter), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    /// <summary>Three shards of 10, 20 and 5 rows.</summary>
    public static ShardPlan Plan { get; } = new()
    {
        SourceVersion = "v1",
        Rows = 35,
        Shards =
        [
            new() { Index = 0, To = "10", FirstRow = 0, Rows = 10 },
            new() { Index = 1, From = "10", To = "30", FirstRow = 10, Rows = 20 },
            new() { Index = 2, From = "30", FirstRow = 30, Rows = 5 },
        ],
    };

    public static PackedShard Packed(int index, long? rows = null)
    {
        var count = rows ?? Plan.Shards[index].Rows;
        return new()
        {
            Index = index,
            Rows = count,
            Sections = [new() { Rows = count, PlainBytes = count * 30, StoredBytes = count * 12, Crc32 = 0xDEADBEEF }],
            Sha256 = new string((char)('a' + (index % 6)), 64),
            NeutralizedCells = index,
            Silo = $"silo-{index}",
            StartedAt = Start.AddSeconds(index),
            Duration = TimeSpan.FromMilliseconds(1500),
        };
    }

    public static RecordPacked AllPacked { get; } = new([Packed(2), Packed(0), Packed(1)]);

    public static RecordDigests Digested { get; } = new([new("gzip", new string('1', 64), new string('2', 64)), new("zip", new string('3', 64), new string('4', 64))]);

    public static PackagingFailure Failure { get; } = new("store_full", "The artifact store has no room left. Free some and create the task again.");

    public static Withdraw Withdraw(Actor actor, string operation = "op-withdraw", string? comment = null, long? expected = null) => new(actor, new(operation), comment, expected);

    public static Approve Approve(Actor actor, string operation = "op-approve", string? comment = null, long? expected = null) => new(actor, new(operation), comment, expected);

    public static Reject Reject(Actor actor, string operation = "op-reject", string? comment = null, long? expected = null) => new(actor, new(operation), comment, expected);

    /// <summary>The state after commands that all change it.</summary>
    public static DownloadTaskState After(params ImmutableArray<(DownloadTaskCommand Command, TimeSpan At)> commands)
    {
        DownloadTaskState? state = null;
        foreach (var (command, at) in commands)
        {
            state = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, command, Start + at)).State;
        }

        return state!;
    }
}
