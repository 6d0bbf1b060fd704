using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Access;

namespace SegmentExport.Grains.Tasks;

/// <summary>Reads the list that the database keeps, as one caller may see it.</summary>
[StatelessWorker]
internal sealed class DownloadTaskListGrain(
    SpaceAccess access, IDownloadTaskIndex index, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock) : Grain, IDownloadTaskListGrain
{
    public async Task<Answer<DownloadTaskPage>> ListAsync(Caller caller, SpaceId space, DownloadTaskQuery query)
    {
        if (!access.TryEnter(space, caller, out _, out var actor))
        {
            return NotFoundRejections.Space;
        }

        var seesAll = actor.Permissions.HasFlag(SpacePermissions.ViewAllDownloads);
        var onlyOwn = query.Mine || !seesAll;
        if (onlyOwn && query.Submitter is { } other && other != caller.User.Value)
        {
            return new DownloadTaskPage { Items = [] };
        }

        UserId? submitter = onlyOwn ? caller.User : UserId.TryParse(query.Submitter, out var named) ? named : null;
        var now = clock.GetUtcNow();
        try
        {
            var page = await index.ListAsync(space, submitter, query, now, CancellationToken.None);
            return new DownloadTaskPage
            {
                Items = [.. page.Items.Select(item => DownloadTaskViews.Create(item.State, item.Totals, actor, now) with { IsArchived = query.Archived })],
                NextCursor = page.NextCursor,
            };
        }
        catch (FormatException)
        {
            return CursorRejections.Foreign("this list gave");
        }
    }
}
