using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

/// <summary>The buttons of a row: V view, W withdraw, A approve, R reject, D download; the columns are the actors.</summary>
public sealed class ActionTests
{
    public static TheoryData<string> States() => [.. StateClasses.All.Keys.Where(name => name != "none")];

    [Theory]
    [MemberData(nameof(States))]
    public void ActionsFor_EveryActor_AsTheStatusAllows(string name)
    {
        var (facts, now) = StateClasses.All[name];
        var state = facts!;
        string[] expected = state.StatusAt(now) switch
        {
            DownloadTaskStatus.InApproval => ["VW", "VWAR", "VW", "", "V", "VAR", ""],
            DownloadTaskStatus.Completed => ["VD", "VD", "VD", "", "VD", "VD", ""],
            _ => ["V", "V", "V", "", "V", "V", ""],
        };

        var found = Actors.All.Select(actor => string.Concat(state.ActionsFor(actor, now).Select(action => action.ToString()[0])));

        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void CheckDownload_EveryActor_AgreesWithTheActions(string name)
    {
        var (facts, now) = StateClasses.All[name];
        var state = facts!;
        foreach (var actor in Actors.All)
        {
            var rejection = DownloadTask.CheckDownload(state, actor, now);

            Assert.Equal(state.ActionsFor(actor, now).Contains(TaskAction.Download), rejection is null);
            Assert.Equal(state.IsVisibleTo(actor), DownloadTask.CheckView(state, actor) is null);
            Assert.True(rejection is null || rejection.Code == (state.IsVisibleTo(actor), state.StatusAt(now)) switch
            {
                (false, _) => ErrorCodes.TaskNotFound,
                (_, DownloadTaskStatus.Expired) => ErrorCodes.Expired,
                _ => ErrorCodes.NotCompleted,
            });
        }
    }

    [Fact]
    public void CheckView_NoTask_SaysTheSameAsForOneThatMayNotBeSeen()
    {
        var (state, now) = StateClasses.All["completed"];

        Assert.Equal(DownloadTask.CheckView(null, Actors.Nobody), DownloadTask.CheckView(state, Actors.Nobody));
        Assert.Equal(DownloadTask.CheckDownload(null, Actors.Nobody, now), DownloadTask.CheckDownload(state, Actors.Nobody, now));
    }

    [Fact]
    public void Decide_WrongState_SaysWhatCouldBeDoneInstead()
    {
        var (state, now) = StateClasses.All["completed"];

        var refused = Assert.IsType<Outcome.Refused>(DownloadTask.Decide(state, Sample.Approve(Actors.Approver, "op-new"), now));

        Assert.Equal(DownloadTaskStatus.Completed, refused.Rejection.Status);
        Assert.Equal([TaskAction.View, TaskAction.Download], refused.Rejection.AllowedActions);
    }
}
