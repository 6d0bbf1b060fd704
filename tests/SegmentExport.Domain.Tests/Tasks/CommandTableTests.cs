using System.Collections.Immutable;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

/// <summary>
/// Every class of states × every command × every kind of actor. A cell is + (changed), = (unchanged), or a refusal: 0 task_not_found, 3 not_permitted,
/// o own_task, 9 wrong_state, 2 idempotency_key_reused. The cells of a user's command are the actors: owner, owner who approves, the same under four eyes,
/// nobody, viewer, approver, approver without view_all_downloads.
/// </summary>
public sealed class CommandTableTests
{
    private const string Table = """
        state                 | status      | again   | other   | withdraw | approve | reject  | plan | shard | all | bad | fail | expire | deleted | digest
        none                  | -           | +++++++ | +++++++ | 0000000  | 0000000 | 0000000 | 0    | 0     | 0   | 0   | 0    | 0      | 0       | 0
        waiting               | in_approval | ===2222 | 2222222 | +++0330  | 3+o03+0 | 3+o03+0 | +    | =     | =   | =   | +    | =      | 9       | =
        running               | in_approval | ===2222 | 2222222 | +++0330  | 3+o03+0 | 3+o03+0 | =    | +     | +   | +   | +    | =      | 9       | =
        packed                | in_approval | ===2222 | 2222222 | +++0330  | 3+o03+0 | 3+o03+0 | =    | =     | =   | =   | =    | =      | 9       | =
        packed, a year on     | in_approval | ===2222 | 2222222 | +++0330  | 3+o03+0 | 3+o03+0 | =    | =     | =   | =   | =    | =      | 9       | =
        approved waiting      | preparing   | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | +    | =     | =   | =   | +    | =      | 9       | =
        approved running      | preparing   | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | +     | +   | +   | +    | =      | 9       | =
        completed             | completed   | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | 9       | +
        completed, digested   | completed   | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | 9       | =
        due waiting           | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | +      | 9       | =
        due running           | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | +      | 9       | =
        due packed            | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | +      | 9       | =
        expired waiting       | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        expired running       | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        expired packed        | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        expired, clock behind | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        expired deleted       | expired     | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | =       | =
        withdrawn waiting     | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        withdrawn running     | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        withdrawn packed      | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        withdrawn deleted     | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | =       | =
        rejected waiting      | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        rejected running      | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        rejected packed       | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        rejected deleted      | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | =       | =
        failed waiting        | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        failed running        | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        failed approved       | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        failed approved, due  | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | +       | =
        failed deleted        | closed      | ===2222 | 2222222 | 9990330  | 39o0390 | 39o0390 | =    | =     | =   | =   | =    | =      | =       | =
        """;

    public static TheoryData<string, string, string> Cells()
    {
        var lines = Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var data = new TheoryData<string, string, string>();
        foreach (var line in lines.Skip(1))
        {
            for (var column = 1; column < line.Length; column++)
            {
                data.Add(line[0], lines[0][column], line[column]);
            }
        }

        return data;
    }

    [Fact]
    public void Table_EveryStateClass_HasOneRow() =>
        Assert.Equal(StateClasses.All.Keys.Order(StringComparer.Ordinal), Table.Split('\n').Skip(1).Select(line => line.Split('|')[0].Trim()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Decide_StateAndCommand_AsTheTableSays(string state, string command, string expected)
    {
        var (facts, now) = StateClasses.All[state];
        var found = command == "status"
            ? facts is null ? "-" : ApiNames.Of(facts.StatusAt(now))
            : string.Concat(Commands(command).Select(made => Cell(facts, made, now)));

        Assert.Equal(expected, found);
    }

    private static ImmutableArray<DownloadTaskCommand> Commands(string name) => name switch
    {
        "again" => [.. Actors.All.Select(actor => Sample.Submit(submitter: actor.User))],
        "other" => [.. Actors.All.Select(actor => Sample.Submit(Sample.Request with { Reason = "Another one" }, actor.User))],
        "withdraw" => [.. Actors.All.Select(actor => Sample.Withdraw(actor, "op-new"))],
        "approve" => [.. Actors.All.Select(actor => Sample.Approve(actor, "op-new"))],
        "reject" => [.. Actors.All.Select(actor => Sample.Reject(actor, "op-new"))],
        "plan" => [new RecordPlan(Sample.Plan)],
        "shard" => [new RecordPacked([Sample.Packed(0)])],
        "all" => [Sample.AllPacked],
        "bad" => [new RecordPacked([Sample.Packed(0, rows: 11)])],
        "fail" => [new FailPackaging(Sample.Failure)],
        "expire" => [new Expire()],
        "deleted" => [new RecordPartsDeleted()],
        "digest" => [Sample.Digested],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such column."),
    };

    private static char Cell(DownloadTaskState? before, DownloadTaskCommand command, DateTimeOffset now)
    {
        switch (DownloadTask.Decide(before, command, now))
        {
            case Outcome.Changed changed:
                Assert.Equal((before?.Revision ?? 0) + (command is RecordDigests ? 0 : 1), changed.State.Revision);
                return '+';
            case Outcome.Unchanged unchanged:
                Assert.Same(before, unchanged.State);
                return '=';
            case Outcome.Refused { Rejection: var rejection }:
                Assert.NotEmpty(rejection.Message);
                return (rejection.Kind, rejection.Code) switch
                {
                    (RejectionKind.NotFound, ErrorCodes.TaskNotFound) => '0',
                    (RejectionKind.Forbidden, ErrorCodes.NotPermitted) => '3',
                    (RejectionKind.Forbidden, ErrorCodes.OwnTask) => 'o',
                    (RejectionKind.Conflict, ErrorCodes.WrongState) when rejection.Status == before!.StatusAt(now) => '9',
                    (RejectionKind.Unprocessable, ErrorCodes.IdempotencyKeyReused) => '2',
                    _ => '?',
                };
            default:
                return '?';
        }
    }
}
