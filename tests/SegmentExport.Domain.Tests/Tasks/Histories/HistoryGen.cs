using CsCheck;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks.Histories;

/// <summary>Random histories: every command, every actor, few operation ids (so that commands are repeated), and times that often hit the deadline exactly.</summary>
internal static class HistoryGen
{
    private static readonly SubmitRequest OtherRequest = Sample.Request with { Reason = "Another one" };

    private static readonly Gen<TimeSpan> Pause = Gen.Frequency(
        (8, Gen.Const(TimeSpan.Zero)),
        (8, Gen.Long[1, TimeSpan.TicksPerHour].Select(ticks => TimeSpan.FromTicks(ticks))),
        (2, Gen.Const(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1))),
        (1, Gen.Const(TimeSpan.FromTicks(1))),
        (1, Gen.Const(TimeSpan.FromHours(24))));

    private static readonly Gen<Actor> AnyActor = Gen.Int[0, Actors.All.Length - 1].Select(index => Actors.All[index]);

    private static readonly Gen<string> Operation = Gen.Int[1, 4].Select(number => $"op-{number}");

    private static readonly Gen<string?> Comment = Gen.Frequency((6, Gen.Const(default(string?))), (3, Gen.Const((string?)"Fine.")), (1, Gen.Const((string?)new string('x', 1001))));

    private static readonly Gen<long?> Expected = Gen.Frequency((6, Gen.Const(default(long?))), (2, Gen.Long[1, 8].Select(revision => (long?)revision)));

    private static readonly Gen<DownloadTaskCommand> Command = Gen.Frequency(
        (1, Gen.Select(AnyActor, Gen.Bool, (actor, other) => (DownloadTaskCommand)Sample.Submit(other ? OtherRequest : null, actor.User))),
        (1, Gen.Select(AnyActor, Operation, Comment, Expected, (actor, op, comment, expected) => (DownloadTaskCommand)Sample.Withdraw(actor, op, comment, expected))),
        (2, Gen.Select(AnyActor, Operation, Comment, Expected, (actor, op, comment, expected) => (DownloadTaskCommand)Sample.Approve(actor, op, comment, expected))),
        (1, Gen.Select(AnyActor, Operation, Comment, Expected, (actor, op, comment, expected) => (DownloadTaskCommand)Sample.Reject(actor, op, comment, expected))),
        (4, Gen.Const((DownloadTaskCommand)new RecordPlan(Sample.Plan))),
        (4, Gen.Int[0, 2].Array[0, 4].Select(indexes => (DownloadTaskCommand)new RecordPacked([.. indexes.Select(index => Sample.Packed(index))]))),
        (2, Gen.Const((DownloadTaskCommand)Sample.AllPacked)),
        (1, Gen.Frequency((3, Gen.Const((DownloadTaskCommand)new RecordPacked([]))), (1, Gen.Const((DownloadTaskCommand)new RecordPacked([Sample.Packed(0, rows: 9)]))))),
        (1, Gen.Frequency((3, Gen.Const((DownloadTaskCommand)new Expire())), (1, Gen.Const((DownloadTaskCommand)new FailPackaging(Sample.Failure))))),
        (3, Gen.Const((DownloadTaskCommand)new Expire())),
        (2, Gen.Frequency((3, Gen.Const((DownloadTaskCommand)new RecordPartsDeleted())), (1, Gen.Const((DownloadTaskCommand)Sample.Digested)))));

    /// <summary>Up to forty steps; most begin with a submission, for nothing happens without one.</summary>
    public static Gen<Step[]> History { get; } = Gen.Select(
        Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))),
        Gen.Select(Pause, Command, (pause, command) => new Step(pause, command)).Array[0, 40],
        (begins, steps) => begins ? [new(TimeSpan.Zero, Sample.Submit()), .. steps] : steps);
}
