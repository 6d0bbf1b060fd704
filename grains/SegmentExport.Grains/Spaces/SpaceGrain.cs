using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Access;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Spaces;

/// <summary>Reads a space's catalog, and counts its segments at the source.</summary>
[StatelessWorker]
internal sealed class SpaceGrain(SpaceAccess access, ISegmentSourceRegistry sources) : Grain, ISpaceGrain
{
    private static readonly TimeSpan CountTimeout = TimeSpan.FromSeconds(20);

    private SpaceId Id => new(this.GetPrimaryKeyString());

    public Task<Answer<FieldList>> GetFieldsAsync(Caller caller) => Task.FromResult<Answer<FieldList>>(
        access.TryEnter(Id, caller, out var space, out _)
            ? new FieldList([.. space.Fields.Select(field => new FieldView(field.Id, field.Name, field.Kind, field.Masking.Allowed, field.Masking.Required))])
            : NotFoundRejections.Space);

    public Task<Answer<SegmentList>> GetSegmentsAsync(Caller caller, string? search) => Task.FromResult<Answer<SegmentList>>(
        access.TryEnter(Id, caller, out var space, out _)
            ? new SegmentList(
            [
                .. from segment in space.Segments
                   where string.IsNullOrEmpty(search) || segment.Name.Contains(search, StringComparison.OrdinalIgnoreCase)
                   select new SegmentView(segment.Id, segment.Name, null),
            ])
            : NotFoundRejections.Space);

    public async Task<Answer<SegmentView>> GetSegmentAsync(Caller caller, string segment)
    {
        if (!access.TryEnter(Id, caller, out var space, out _))
        {
            return NotFoundRejections.Space;
        }

        if (!SegmentId.TryParse(segment, out var id) || space.Segment(id) is not { } found)
        {
            return NotFoundRejections.Segment;
        }

        try
        {
            return new SegmentView(found.Id, found.Name, await CountAsync(space, found));
        }
        catch (PackagingException fault)
        {
            return new Rejection { Kind = RejectionKind.Unavailable, Code = fault.Code, Message = fault.Message };
        }
    }

    private async Task<long> CountAsync(Space space, Segment segment)
    {
        var query = new ExportQuery { Source = space.Source, Profile = space.Profile, Segment = segment.Definition, Columns = [] };
        using var timeout = new CancellationTokenSource(CountTimeout);
        try
        {
            return await Task.Run(async () => await sources.Get(space.Source).CountAsync(query, timeout.Token), timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new PackagingException(
                ErrorCodes.SourceUnavailable, $"The source did not count the segment within {CountTimeout.TotalSeconds:0} s. Try again later.", isTransient: true);
        }
    }
}
