using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

public sealed class EffectTests
{
    private const string Stop = nameof(TaskEffect.CancelPackaging) + " " + nameof(TaskEffect.DeleteParts);
    private const string Delete = nameof(TaskEffect.DeleteParts);

    [Theory]
    [InlineData("none", "submit", nameof(TaskEffect.StartPackaging), PackagingState.Waiting)]
    [InlineData("waiting", "withdraw", Stop, PackagingState.Cancelled)]
    [InlineData("running", "withdraw", Stop, PackagingState.Cancelled)]
    [InlineData("packed", "withdraw", Delete, PackagingState.Packed)]
    [InlineData("waiting", "reject", Stop, PackagingState.Cancelled)]
    [InlineData("running", "reject", Stop, PackagingState.Cancelled)]
    [InlineData("packed", "reject", Delete, PackagingState.Packed)]
    [InlineData("waiting", "approve", nameof(TaskEffect.RegisterExpiry), PackagingState.Waiting)]
    [InlineData("packed", "approve", nameof(TaskEffect.RegisterExpiry), PackagingState.Packed)]
    [InlineData("waiting", "plan", "", PackagingState.Running)]
    [InlineData("running", "all", "", PackagingState.Packed)]
    [InlineData("waiting", "fail", Stop, PackagingState.Failed)]
    [InlineData("running", "fail", Stop, PackagingState.Failed)]
    [InlineData("approved running", "fail", Stop, PackagingState.Failed)]
    [InlineData("running", "bad", Stop, PackagingState.Failed)]
    [InlineData("due waiting", "expire", Stop, PackagingState.Cancelled)]
    [InlineData("due running", "expire", Stop, PackagingState.Cancelled)]
    [InlineData("due packed", "expire", Delete, PackagingState.Packed)]
    [InlineData("expired packed", "deleted", "", PackagingState.Packed)]
    public void Decide_Change_HasItsEffectsAndLeavesPackagingSo(string state, string command, string effects, PackagingState packaging)
    {
        var (before, now) = StateClasses.All[state];

        var changed = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(before, Command(command), now));

        Assert.Equal(effects, string.Join(' ', changed.Effects));
        Assert.Equal(packaging, changed.State.Packaging.State);
        Assert.Equal(packaging is not (PackagingState.Waiting or PackagingState.Running), changed.State.Packaging.EndedAt is not null);
    }

    [Theory]
    [InlineData("waiting", true)]
    [InlineData("running", true)]
    [InlineData("packed", false)]
    [InlineData("approved running", true)]
    [InlineData("completed", false)]
    [InlineData("due running", true)]
    [InlineData("due packed", false)]
    [InlineData("expired waiting", true)]
    [InlineData("expired packed", true)]
    [InlineData("expired deleted", false)]
    [InlineData("withdrawn packed", true)]
    [InlineData("withdrawn deleted", false)]
    [InlineData("rejected waiting", true)]
    [InlineData("failed waiting", true)]
    [InlineData("failed deleted", false)]
    public void NeedsWork_State_WhilePackagingRunsOrPartsAreLeft(string state, bool expected) => Assert.Equal(expected, StateClasses.All[state].State!.NeedsWork);

    [Theory]
    [InlineData("packed", false)]
    [InlineData("approved running", false)]
    [InlineData("completed", true)]
    [InlineData("completed, digested", false)]
    [InlineData("expired packed", false)]
    [InlineData("withdrawn packed", false)]
    [InlineData("failed approved", false)]
    public void AwaitsDigests_State_FromCompletionOnUntilTheyAreRecorded(string state, bool expected) => Assert.Equal(expected, StateClasses.All[state].State!.AwaitsDigests());

    private static DownloadTaskCommand Command(string name) => name switch
    {
        "submit" => Sample.Submit(),
        "withdraw" => Sample.Withdraw(Actors.Owner),
        "approve" => Sample.Approve(Actors.Approver),
        "reject" => Sample.Reject(Actors.Approver),
        "plan" => new RecordPlan(Sample.Plan),
        "all" => Sample.AllPacked,
        "bad" => new RecordPacked([Sample.Packed(0, rows: 11)]),
        "fail" => new FailPackaging(Sample.Failure),
        "expire" => new Expire(),
        _ => new RecordPartsDeleted(),
    };
}
