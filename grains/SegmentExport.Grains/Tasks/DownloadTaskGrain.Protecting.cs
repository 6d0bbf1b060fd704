using System.Collections.Immutable;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private readonly HashSet<string> _preparing = [];

    public async Task<Answer<ZipPassword>> ProtectZipAsync(Caller caller, bool replace)
    {
        const string Action = "protect";
        using var span = StartSpan(Action);
        var request = new OpenFileRequest { Container = ContainerKinds.ProtectedZip };
        var (actor, refusal) = await EnterAsync(Action, caller, request);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await RefusesAsync(() => CheckDownload(actor!, request)) is { } rejection)
        {
            return await audit.RefuseAsync(Action, Key, caller, rejection, request);
        }

        var (made, unreadable) = await TryAsync(() => protections.CreateAsync(State!, caller.User, clock.GetUtcNow()));
        if (unreadable is not null)
        {
            return await audit.RefuseAsync(Action, Key, caller, unreadable, request);
        }

        switch (await DecideOnRecordAsync(new ProtectZip(actor!, made.Protection, replace)))
        {
            case Outcome.Refused refused:
                return await audit.RefuseAsync(Action, Key, caller, refused.Rejection, request);
            case Outcome.Changed changed when await audit.TryAcceptAsync(Action, Key, caller, changed.State, request) is { } unavailable:
                return unavailable;
            case Outcome.Changed changed:
                await CommitAsync(changed);
                break;
        }

        return new ZipPassword { Password = made.Password };
    }

    /// <summary>What encrypts the caller's protected zip, where that is what they want.</summary>
    private async Task<(ImmutableArray<EntryProtection> Protections, Rejection? Refusal)> OpenZipAsync(Caller caller, OpenFileRequest request)
    {
        if (request.Container != ContainerKinds.ProtectedZip)
        {
            return ([], null);
        }

        return await RefusesAsync(() => CheckZip(caller)) is { } rejection
            ? ([], rejection)
            : await TryAsync(() => protections.OpenAsync(State!, State!.ProtectionOf(caller.User)!, withKeys: !request.HeadersOnly));
    }

    private Rejection? CheckZip(Caller caller) => State!.ProtectionOf(caller.User) switch
    {
        null => Conflict(ErrorCodes.PasswordMissing, "You have no password for this file. POST …/protected-zip makes one."),
        { Codes: null } => Conflict(ErrorCodes.NotPrepared, "The protected zip is being prepared; that takes about as long as reading the file once. Try again in a moment."),
        _ => null,
    };

    /// <summary>Takes up what passwords were made for and is not prepared.</summary>
    private void StartPreparing(DownloadTaskState state)
    {
        foreach (var protection in (state.Protections ?? []).Where(protection => protection.Codes is null && _preparing.Add(protection.Sealed)))
        {
            StayForAsync(() => PrepareAsync(state, protection)).Ignore();
        }
    }

    private async Task PrepareAsync(DownloadTaskState state, ZipProtection protection)
    {
        for (var attempts = 1; attempts <= work.MaxAttempts; attempts++)
        {
            if (await protections.TryPrepareAsync(state, protection, _deactivating.Token) is { } codes)
            {
                await ReportAsync(new WorkResult.Protected(protection.Sealed, codes));
                return;
            }

            await Task.Delay(work.DelayAfter(attempts), _deactivating.Token);
        }

        // The next call to the task begins anew.
        _ = _preparing.Remove(protection.Sealed);
    }

    private static async Task<(T Value, Rejection? Refusal)> TryAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return (await read(), null);
        }
        catch (PackagingException fault)
        {
            return (default!, new() { Kind = fault.Code == ErrorCodes.FileKeyLost ? RejectionKind.Gone : RejectionKind.Unavailable, Code = fault.Code, Message = fault.Message });
        }
    }

    private static Rejection Conflict(string code, string message) => new() { Kind = RejectionKind.Conflict, Code = code, Message = message };
}
