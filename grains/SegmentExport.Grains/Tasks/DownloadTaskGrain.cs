using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Limits;
using SegmentExport.Grains.Retention;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

/// <summary>
/// One download task. Loads, lets the domain decide, writes one record, acts. An effect never comes before its intent is durable: the audit row and the expiry
/// reminder come before the state that they belong to, packing and deleting after it; whatever a crash leaves undone is taken up again at the next activation.
/// </summary>
internal sealed partial class DownloadTaskGrain(
    [PersistentState("task")] IPersistentState<DownloadTaskState> record,
    SpaceAccess access,
    TaskAudit audit,
    SubmissionChecks checks,
    TaskWork work,
    TaskDigests digests,
    TaskSeals seals,
    TaskProtections protections,
    TaskAdmission admission,
    ITaskArchive archive,
    SpaceLimitSettings limits,
    IOptions<GrainCollectionOptions> collection,
    [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock,
    ILogger<DownloadTaskGrain> logger) : Grain, IDownloadTaskGrain, IDownloadTaskWorkGrain, IRemindable, IDisposable
{
    private TaskKey Key => TaskKey.Parse(this.GetPrimaryKeyString());

    private DownloadTaskState? State => record.RecordExists ? record.State : _archived?.State;

    public async Task<Answer<DownloadTaskView>> SubmitAsync(Caller caller, SubmitRequest request)
    {
        using var span = StartSpan("submit");
        if (!access.TryEnter(Key.Space, caller, out var space, out var actor))
        {
            return await audit.RefuseAsync("submit", Key, caller, NotFoundRejections.Space);
        }

        var rejection = SubmissionRules.Check(space, actor.User, request, clock.GetUtcNow(), out var submission);
        if (rejection is null && State is null && !await IsArchivedAsync())
        {
            (submission, rejection) = await checks.CheckAsync(submission!);
            rejection ??= await admission.AdmitAsync(Key, submission);
            if (rejection is not null && await IsBehindAsync())
            {
                // It was created elsewhere meanwhile: a repetition is answered by what it is now.
                rejection = null;
            }
        }

        return rejection is not null
            ? await audit.RefuseAsync("submit", Key, caller, rejection)
            : await ExecuteAsync("submit", caller, actor, new Submit(Key, submission!, Activity.Current?.Id));
    }

    public async Task<Answer<DownloadTaskView>> GetAsync(Caller caller)
    {
        var (actor, refusal) = await EnterAsync("view", caller);
        return refusal is null ? View(actor!) : refusal;
    }

    public Task<Answer<DownloadTaskView>> WithdrawAsync(Caller caller, DecisionRequest request) =>
        DecideAsync("withdraw", caller, actor => new Withdraw(actor, request.Operation, request.Comment, request.ExpectedRevision));

    public Task<Answer<DownloadTaskView>> ApproveAsync(Caller caller, DecisionRequest request) =>
        DecideAsync("approve", caller, actor => new Approve(actor, request.Operation, request.Comment, request.ExpectedRevision));

    public Task<Answer<DownloadTaskView>> RejectAsync(Caller caller, DecisionRequest request) =>
        DecideAsync("reject", caller, actor => new Reject(actor, request.Operation, request.Comment, request.ExpectedRevision));

    public Task<Answer<FileGrant>> OpenFileAsync(Caller caller, OpenFileRequest request) =>
        HandOutAsync(request.Action, caller, request, sendsBytes: true);

    public Task<Answer<FileGrant>> AllowLinkAsync(Caller caller, OpenFileRequest request) => HandOutAsync("link", caller, request);

    public Task<Answer<FileGrant>> GetManifestAsync(Caller caller) => HandOutAsync("manifest", caller, new OpenFileRequest());

    public async Task<Answer<SampleGrant>> OpenSampleAsync(Caller caller)
    {
        using var span = StartSpan("sample");
        var (actor, refusal) = await EnterAsync("sample", caller);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await RefusesAsync(() => DownloadTask.CheckSample(State, actor!, clock.GetUtcNow())) is { } rejection)
        {
            return await audit.RefuseAsync("sample", Key, caller, rejection);
        }

        return await audit.TryAcceptAsync("sample", Key, caller, State!) is { } unavailable
            ? unavailable
            : new SampleGrant { Query = State!.Submission.Query, SourceVersion = State.Packaging.Plan?.SourceVersion };
    }

    private async Task<Answer<DownloadTaskView>> DecideAsync(string action, Caller caller, Func<Actor, DownloadTaskCommand> command)
    {
        using var span = StartSpan(action);
        var (actor, refusal) = await EnterAsync(action, caller);
        return refusal ?? await ExecuteAsync(action, caller, actor!, command(actor!));
    }

    private async Task<Answer<DownloadTaskView>> ExecuteAsync(string action, Caller caller, Actor actor, DownloadTaskCommand command)
    {
        switch (await DecideOnRecordAsync(command))
        {
            case Outcome.Refused refused:
                return await audit.RefuseAsync(action, Key, caller, refused.Rejection);

            // The row comes first: an effect without a row would be worse than a row without an effect.
            case Outcome.Changed changed when await audit.TryAcceptAsync(action, Key, caller, changed.State) is { } unavailable:
                return unavailable;
            case Outcome.Changed changed:
                await CommitAsync(changed);
                break;
        }

        return View(actor);
    }

    private async Task<Answer<FileGrant>> HandOutAsync(string action, Caller caller, OpenFileRequest request, bool sendsBytes = false)
    {
        using var span = StartSpan(action);
        var (actor, refusal) = await EnterAsync(action, caller, request);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await RefusesAsync(() => CheckDownload(actor!, request)) is { } rejection)
        {
            return await audit.RefuseAsync(action, Key, caller, rejection, request);
        }

        var (key, unreadable) = sendsBytes ? await seals.ForDownloadAsync(State!, request) : (null, null);
        if (unreadable is not null)
        {
            return await audit.RefuseAsync(action, Key, caller, unreadable, request);
        }

        var (zip, notReady) = sendsBytes ? await OpenZipAsync(caller, request) : ([], null);
        if (notReady is not null)
        {
            CarryOn();
            return await audit.RefuseAsync(action, Key, caller, notReady, request);
        }

        var taken = sendsBytes && !request.HeadersOnly ? Take(request, zip) : null;
        if (taken is Outcome.Refused tooMany)
        {
            return await audit.RefuseAsync(action, Key, caller, tooMany.Rejection, request);
        }

        if (await audit.TryAcceptAsync(action, Key, caller, State!, request) is { } unavailable)
        {
            return unavailable;
        }

        if (taken is Outcome.Changed counted)
        {
            await CommitAsync(counted);
        }

        return TaskArtifacts.Grant(State!, request.Container) with { Key = key, Protections = zip };
    }

    private Outcome? Take(OpenFileRequest request, ImmutableArray<EntryProtection> zip)
    {
        if (limits.Of(Key.Space).DownloadsPerTask is not { } most)
        {
            return null;
        }

        var (bytes, length) = TaskArtifacts.Measure(State!, request, zip);
        return DownloadTask.Decide(State, new TakeDownload(bytes, length, most), clock.GetUtcNow());
    }

    /// <summary>Finds out who the caller is to this task. Whoever may not see it learns no more than that there is nothing to see; a refusal is in the audit already.</summary>
    private async Task<(Actor? Actor, Rejection? Refusal)> EnterAsync(string action, Caller caller, OpenFileRequest? file = null)
    {
        if (!access.TryEnter(Key.Space, caller, out _, out var actor))
        {
            return (null, await audit.RefuseAsync(action, Key, caller, NotFoundRejections.Space, file));
        }

        if (await RefusesAsync(() => DownloadTask.CheckView(State, actor)) is { } hidden)
        {
            return (null, await audit.RefuseAsync(action, Key, caller, hidden, file));
        }

        await ExpireIfDueAsync();
        return (actor, null);
    }

    private Rejection? CheckDownload(Actor actor, OpenFileRequest request) =>
        DownloadTask.CheckDownload(State, actor, clock.GetUtcNow()) ?? TaskArtifacts.CheckContainer(State!, request.Container);

    private async Task CommitAsync(Outcome.Changed change)
    {
        if (change.Effects.Contains(TaskEffect.RegisterExpiry))
        {
            await RegisterExpiryAsync(change.State.ExpiresAt!.Value);
        }

        var (before, known) = (record.State, State);
        record.State = change.State;
        _isTakenUnwritten |= change.State.DownloadsTaken != known?.DownloadsTaken;
        if (!change.CanWait)
        {
            try
            {
                await record.WriteStateAsync();
                _isTakenUnwritten = false;
            }
            catch (Exception exception)
            {
                // Whether it was written is unknown: forget everything and load it again.
                record.State = before;
                LogWriteFailed(Key, exception);
                DeactivateOnIdle();
                throw;
            }
        }

        TaskMetrics.Changed(known, change.State, clock.GetUtcNow());
        if (change.Effects.Contains(TaskEffect.CancelPackaging))
        {
            CancelPackaging();
        }

        CarryOn();
    }

    private DownloadTaskView View(Actor actor) =>
        DownloadTaskViews.Create(State!, _archived?.Totals ?? State!.Packaging.Totals, actor, clock.GetUtcNow()) with { IsArchived = _archived is not null };

    private Activity? StartSpan(string action) =>
        SegmentExportTelemetry.StartInTask($"segment_export.{action}", State?.TraceParent)?.SetTag("segment_export.task", Key.ToString());
}
