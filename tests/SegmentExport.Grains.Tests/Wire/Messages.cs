using System.Collections.Immutable;
using System.Net;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Limits;
using SegmentExport.Abstractions.Links;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Grains.Tests.Wire;

/// <summary>One of every message that silos, and gateways with silos, exchange while tasks are in flight, with every member set.</summary>
internal static class Messages
{
    private static readonly TaskKey Task = new(new("retail"), new("0123456789abcdef0123456789abcdef"));
    private static readonly OperationId Operation = new("11111111222233334444555555555555");
    private static readonly SiloAddress Silo = SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.1.2.3"), 11111), 42);
    private static readonly SlotGrant Grant = new(new Guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), Silo, "silo-1");

    private static readonly ArtifactKey Key = new([.. Enumerable.Range(0, ArtifactKey.Length).Select(value => (byte)value)]);

    private static readonly DownloadTaskState State = Submitted.Packed(shards: 2) with
    {
        ExpiresAt = TaskStates.Epoch.AddHours(24),
        Digests = [new("gzip", "gzip", new string('b', 64))],
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    private static readonly PackShardRequest Request = new()
    {
        Task = Task,
        Query = State.Submission.Query,
        SourceVersion = "v1",
        Shard = new() { Index = 1, From = "a", To = "b", FirstRow = 100, Rows = 100 },
        Format = State.Submission.Format,
        Options = State.Submission.Options,
        Attempt = 2,
    };

    private static readonly FileGrant File = new()
    {
        Artifact = new()
        {
            Task = Task,
            Name = "name",
            Format = State.Submission.Format,
            Options = State.Submission.Options,
            Columns = State.Submission.Query.Columns,
            Parts = State.Packaging.Packed,
            SubmittedAt = TaskStates.Epoch,
        },
        ExpiresAt = TaskStates.Epoch,
        Container = "gzip",
        Digests = State.Digests,
    };

    /// <summary>All of them, by name.</summary>
    public static ImmutableSortedDictionary<string, object> All { get; } = ImmutableSortedDictionary.CreateRange<string, object>(
    [
        new("announcement", new SiloAnnouncement(Silo, "silo-1", 4)),
        new("demand", new SlotDemand { Task = Task, Held = [Grant], WaitingShards = 3, RemainingRows = 1234 }),
        new("backlog", new PackagingBacklog(7, 1.5)),
        new("release", new SlotRelease { Grants = [Grant.Id], WaitingShards = 3, RemainingRows = 1234 }),
        new("grants", ImmutableArray.Create(Grant)),
        new("pack_request", Request),
        new("sealed_pack_request", Request with { Key = Key }),
        new("pack_result", new PackShardResult { Packed = State.Packaging.Packed[1] }),
        new("sealed_pack_result", new PackShardResult { Packed = State.Packaging.Packed[1] with { KeyId = Key.Id } }),
        new("pack_failure", new PackShardResult { Failure = new PackagingFailure(ErrorCodes.StoreUnavailable, "A test"), IsTransient = true }),
        new("pack_refusal", new PackShardResult { Failure = new PackagingFailure(ErrorCodes.Internal, "A test"), IsTransient = true, IsRefused = true }),
        new("caller", new Caller(new("alice"))),
        new("caller_of_groups", new Caller(new("alice"), [new("retail-staff"), new("retail-viewers")])),
        new("submit", new SubmitRequest
        {
            SegmentId = "everyone",
            Reason = "A test",
            Fields = [new("phone", "phone"), new("city", null)],
            Filters = [],
            Format = "csv",
            Options = State.Submission.Options,
            Origin = "export_page",
            Operation = Operation,
        }),
        new("decision", new DecisionRequest { Operation = Operation, Comment = "go", ExpectedRevision = 3 }),
        new("view", (Answer<DownloadTaskView>)new DownloadTaskView
        {
            State = State,
            Status = DownloadTaskStatus.Completed,
            CloseReason = CloseReason.Rejected,
            AllowedActions = [TaskAction.Approve],
            Totals = State.Packaging.Totals,
        }),
        new("refusal", (Answer<DownloadTaskView>)new Rejection { Kind = RejectionKind.Conflict, Code = ErrorCodes.WrongState, Message = "A test", Path = "fields[0]" }),
        new("limit_refusal", (Answer<DownloadTaskView>)new Rejection { Kind = RejectionKind.TooMany, Code = ErrorCodes.TooManyTasks, Message = "A test", RetryAfter = TimeSpan.FromSeconds(10) }),
        new("permits", new PermitLease { Permits = 3, Period = TimeSpan.FromSeconds(10), PerMinute = 300 }),
        new("range_of_file", new OpenFileRequest { Range = "bytes=0-1", OpensSealed = true, IfRange = "\"tag\"" }),
        new("open_file", new OpenFileRequest { Container = "zip", Range = "bytes=0-1", HeadersOnly = true, ByLink = true }),
        new("sealed_open_file", new OpenFileRequest { OpensSealed = true }),
        new("file", (Answer<FileGrant>)File),
        new("sealed_file", (Answer<FileGrant>)(File with { Key = Key })),
        new("protected_file", (Answer<FileGrant>)(File with { Key = Key, Protections = [new() { Salt = [1, 2], Key = [3, 4], Verifier = [5], Code = [6, 7] }] })),
        new("zip_password", (Answer<ZipPassword>)new ZipPassword { Password = "a password" }),
        new("link_request", new CreateFileLink { Container = "zip", Minutes = 5 }),
        new("link", (Answer<FileLink>)new FileLink { Token = "token", ExpiresAt = TaskStates.Epoch }),
        new("query", new DownloadTaskQuery { Search = "客户", Status = DownloadTaskStatus.Closed, Mine = true, Submitter = "bob", Cursor = "c", Limit = 7 }),
    ]);

    private static DownloadTaskState Submitted
    {
        get
        {
            var state = TaskStates.Submitted(task: Task.Task);
            return state with { Submission = state.Submission with { Operation = Operation } };
        }
    }
}
