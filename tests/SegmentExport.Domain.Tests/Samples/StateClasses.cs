using System.Collections.Frozen;
using System.Collections.Immutable;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tests.Samples;

/// <summary>Every class of states that a task can reach, each made by commands alone, with the time at which it is looked at.</summary>
internal static class StateClasses
{
    private static readonly (DownloadTaskCommand, TimeSpan) Submitted = (Sample.Submit(), TimeSpan.Zero);
    private static readonly (DownloadTaskCommand, TimeSpan) Planned = (new RecordPlan(Sample.Plan), TimeSpan.FromMinutes(1));
    private static readonly (DownloadTaskCommand, TimeSpan) OnePacked = (new RecordPacked([Sample.Packed(1)]), TimeSpan.FromMinutes(2));
    private static readonly (DownloadTaskCommand, TimeSpan) RestPacked = (new RecordPacked([Sample.Packed(2), Sample.Packed(0)]), TimeSpan.FromMinutes(3));
    private static readonly (DownloadTaskCommand, TimeSpan) Failed = (new FailPackaging(Sample.Failure), TimeSpan.FromMinutes(3));
    private static readonly (DownloadTaskCommand, TimeSpan) Approved = (Sample.Approve(Actors.Approver), TimeSpan.FromMinutes(4));
    private static readonly (DownloadTaskCommand, TimeSpan) Rejected = (Sample.Reject(Actors.Approver, comment: "Too wide."), TimeSpan.FromMinutes(4));
    private static readonly (DownloadTaskCommand, TimeSpan) Withdrawn = (Sample.Withdraw(Actors.Owner), TimeSpan.FromMinutes(4));
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(4) + TimeSpan.FromHours(24);
    private static readonly (DownloadTaskCommand, TimeSpan) Expired = (new Expire(), Due);

    public static FrozenDictionary<string, (DownloadTaskState? State, DateTimeOffset Now)> All { get; } = new (string Name, TimeSpan Now, ImmutableArray<(DownloadTaskCommand, TimeSpan)> Path)[]
    {
        ("none", TimeSpan.Zero, []),
        ("waiting", Minute(9), [Submitted]),
        ("running", Minute(9), [Submitted, Planned, OnePacked]),
        ("packed", Minute(9), [Submitted, Planned, OnePacked, RestPacked]),
        ("packed, a year on", TimeSpan.FromDays(365), [Submitted, Planned, OnePacked, RestPacked]),
        ("approved waiting", Due - Tick, [Submitted, Approved]),
        ("approved running", Due - Tick, [Submitted, Planned, OnePacked, Approved]),
        ("completed", Due - Tick, [Submitted, Planned, OnePacked, RestPacked, Approved]),
        ("completed, digested", Due - Tick, [Submitted, Planned, OnePacked, RestPacked, Approved, (Sample.Digested, Minute(5))]),
        ("due waiting", Due, [Submitted, Approved]),
        ("due running", Due, [Submitted, Planned, OnePacked, Approved]),
        ("due packed", Due, [Submitted, Planned, OnePacked, RestPacked, Approved]),
        ("expired waiting", Due, [Submitted, Approved, Expired]),
        ("expired running", Due, [Submitted, Planned, OnePacked, Approved, Expired]),
        ("expired packed", Due, [Submitted, Planned, OnePacked, RestPacked, Approved, Expired]),
        ("expired, clock behind", Due - Tick, [Submitted, Planned, OnePacked, RestPacked, Approved, Expired]),
        ("expired deleted", Due, [Submitted, Planned, OnePacked, RestPacked, Approved, Expired, Deleted(Due)]),
        ("withdrawn waiting", Minute(9), [Submitted, Withdrawn]),
        ("withdrawn running", Minute(9), [Submitted, Planned, OnePacked, Withdrawn]),
        ("withdrawn packed", Minute(9), [Submitted, Planned, OnePacked, RestPacked, Withdrawn]),
        ("withdrawn deleted", Minute(9), [Submitted, Planned, OnePacked, Withdrawn, Deleted(Minute(5))]),
        ("rejected waiting", Minute(9), [Submitted, Rejected]),
        ("rejected running", Minute(9), [Submitted, Planned, OnePacked, Rejected]),
        ("rejected packed", Minute(9), [Submitted, Planned, OnePacked, RestPacked, Rejected]),
        ("rejected deleted", Minute(9), [Submitted, Planned, OnePacked, Rejected, Deleted(Minute(5))]),
        ("failed waiting", Minute(9), [Submitted, Failed]),
        ("failed running", Minute(9), [Submitted, Planned, OnePacked, Failed]),
        ("failed approved", Minute(9), [Submitted, Planned, OnePacked, Approved, (new FailPackaging(Sample.Failure), Minute(5))]),
        ("failed approved, due", Due, [Submitted, Planned, OnePacked, Approved, (new FailPackaging(Sample.Failure), Minute(5))]),
        ("failed deleted", Minute(9), [Submitted, Planned, OnePacked, Failed, Deleted(Minute(5))]),
    }.ToFrozenDictionary(row => row.Name, row => (row.Path.IsEmpty ? null : Sample.After(row.Path), Sample.Start + row.Now));

    private static TimeSpan Tick => TimeSpan.FromTicks(1);

    private static TimeSpan Minute(int minutes) => TimeSpan.FromMinutes(minutes);

    private static (DownloadTaskCommand, TimeSpan) Deleted(TimeSpan at) => (new RecordPartsDeleted(), at);
}
