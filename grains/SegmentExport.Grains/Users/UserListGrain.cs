using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Users;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Users;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Rows;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Users;

/// <summary>Reads pages of users at the source. A page is read, masked, audited, and only then handed out.</summary>
[StatelessWorker]
internal sealed class UserListGrain(
    SpaceAccess access,
    ISegmentSourceRegistry sources,
    RowReading reading,
    UserListCursors cursors,
    AuditTrail audit,
    [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock) : Grain, IUserListGrain
{
    private static readonly TimeSpan CountTimeout = TimeSpan.FromSeconds(2);

    private SpaceId Id => new(this.GetPrimaryKeyString());

    public async Task<Answer<RowSet>> QueryAsync(Caller caller, UserListRequest request, CancellationToken cancellationToken)
    {
        using var span = SegmentExportTelemetry.Start("segment_export.users")?.SetTag("segment_export.space", Id.Value);
        if (!access.TryEnter(Id, caller, out var space, out _))
        {
            return await RefuseAsync(caller, NotFoundRejections.Space);
        }

        if (UserListRules.Check(space, request, out var query) is { } wrong)
        {
            return await RefuseAsync(caller, wrong);
        }

        var position = request.Cursor is { } cursor ? await cursors.ReadAsync(Id, query!, cursor, cancellationToken) : null;
        if (request.Cursor is not null && position is null)
        {
            return await RefuseAsync(caller, CursorRejections.Foreign("this list gave for the same segment and filters"));
        }

        var limit = request.Limit ?? UserListRules.DefaultLimit;
        var (page, refusal) = await reading.RunAsync(token => ReadAsync(query!, position, limit, token), cancellationToken);
        if (refusal is not null)
        {
            return await RefuseAsync(caller, refusal.Code == ErrorCodes.SourceChanged ? StaleCursor : refusal);
        }

        var entry = Entry(caller, "ok") with { Rows = page!.Rows, Fields = [.. query!.Columns.Select(column => column.Field)] };
        return await audit.TryAppendAsync(entry) ? page.Set : AuditTrail.Unavailable;
    }

    private static Rejection StaleCursor => new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.SourceChanged,
        Message = "The source has changed since the page before. Begin again, without a cursor.",
        Path = "cursor",
    };

    private async Task<Page> ReadAsync(ExportQuery query, RowPosition? after, int limit, CancellationToken cancellationToken)
    {
        var source = sources.Get(query.Source);

        // One row more tells whether a page follows.
        var page = await source.OpenPageAsync(query, after, limit + 1, cancellationToken);
        using var rows = page.Rows;
        string? last = null;
        var read = await reading.TakeAsync(Id, query.Columns, rows, limit, row => last = rows.PositionOf(row), cancellationToken);
        return new(read.Count, new()
        {
            Columns = query.Columns,
            Json = read.Json,
            NextCursor = read.HasMore ? await cursors.WriteAsync(Id, query, new(page.SourceVersion, last!), cancellationToken) : null,
            RowsTotal = after is null ? read.HasMore ? await CountAsync(source, query, cancellationToken) : read.Count : null,
        });
    }

    /// <summary>The number is a kindness: the page does not wait long for it.</summary>
    private static async Task<long?> CountAsync(ISegmentSource source, ExportQuery query, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CountTimeout);
        try
        {
            return await source.CountAsync(query, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Rejection> RefuseAsync(Caller caller, Rejection rejection) =>
        await audit.TryAppendAsync(Entry(caller, rejection.Code)) ? rejection : AuditTrail.Unavailable;

    private AuditEntry Entry(Caller caller, string outcome) => new()
    {
        At = clock.GetUtcNow(),
        Space = Id,
        Actor = caller.User,
        Action = "users",
        Outcome = outcome,
        TraceId = CallTrace.TraceId,
    };

    private sealed record Page(int Rows, RowSet Set);
}
