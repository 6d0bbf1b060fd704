using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Links;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Links;

/// <summary>Signs links and verifies them before the task's grain is asked: who only guesses reaches neither a task nor the audit.</summary>
[StatelessWorker]
internal sealed class FileLinkGrain(
    FileLinkTokens tokens, SpaceAccess access, TaskAudit audit, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock) : Grain, IFileLinkGrain
{
    private TaskKey Key => TaskKey.Parse(this.GetPrimaryKeyString());

    public async Task<Answer<FileLink>> CreateAsync(Caller caller, CreateFileLink request)
    {
        if (request.Minutes is < CreateFileLink.MinMinutes or > CreateFileLink.MaxMinutes)
        {
            return await audit.RefuseAsync("link", Key, caller, InvalidMinutes(request.Minutes));
        }

        // A link is allowed for what stands in it, so that none is made that opens nothing.
        var group = access.GroupForFiles(Key.Space, caller);
        var answer = await GrainFactory.GetGrain<IDownloadTaskWorkGrain>(Key.ToString()).AllowLinkAsync(CallerOf(caller.User, group), new() { Container = request.Container });
        if (!answer.IsAccepted)
        {
            return answer.Rejection;
        }

        var grant = answer.Value;
        var ends = clock.GetUtcNow() + TimeSpan.FromMinutes(request.Minutes);
        var claims = new FileLinkClaims(caller.User, grant.Container, DateTimeOffset.FromUnixTimeSeconds((ends < grant.ExpiresAt ? ends : grant.ExpiresAt).ToUnixTimeSeconds()), group);
        return new FileLink { Token = await tokens.WriteAsync(Key, claims, CancellationToken.None), ExpiresAt = claims.ExpiresAt };
    }

    public async Task<Answer<FileGrant>> OpenAsync(OpenFileLink request)
    {
        if (!access.Knows(Key.Space) || await tokens.ReadAsync(Key, request.Token, CancellationToken.None) is not { } claims)
        {
            return NotFoundRejections.Link;
        }

        var file = new OpenFileRequest
        {
            Container = claims.Container,
            Range = request.Range,
            HeadersOnly = request.HeadersOnly,
            ByLink = true,
            OpensSealed = request.OpensSealed,
            IfRange = request.IfRange,
        };
        var caller = CallerOf(claims.User, claims.Group);
        return clock.GetUtcNow() < claims.ExpiresAt
            ? await GrainFactory.GetGrain<IDownloadTaskGrain>(Key.ToString()).OpenFileAsync(caller, file)
            : await audit.RefuseAsync(file.Action, Key, caller, Expired, file);
    }

    private static Caller CallerOf(UserId user, GroupId? group) => new(user, group is { } named ? [named] : []);

    private static Rejection Expired { get; } = new()
    {
        Kind = RejectionKind.Gone,
        Code = ErrorCodes.LinkExpired,
        Message = "The link's minutes are over. Make a new one with POST …/links, as long as the file has not expired itself.",
    };

    private static Rejection InvalidMinutes(long minutes) => new()
    {
        Kind = RejectionKind.Invalid,
        Code = ErrorCodes.InvalidMinutes,
        Message = $"A link is good for {CreateFileLink.MinMinutes} to {CreateFileLink.MaxMinutes} minutes, not for {minutes}.",
        Path = "minutes",
    };
}
