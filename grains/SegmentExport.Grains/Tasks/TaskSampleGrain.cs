using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Abstractions.Users;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Rows;
using SegmentExport.Packaging.Rows;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Tasks;

/// <summary>Reads the first rows of a task's file at the source, so that the task's own grain does not wait for it.</summary>
[StatelessWorker]
internal sealed class TaskSampleGrain(ISegmentSourceRegistry sources, RowReading reading) : Grain, ITaskSampleGrain
{
    private const int Rows = 10;

    private TaskKey Key => TaskKey.Parse(this.GetPrimaryKeyString());

    public async Task<Answer<RowSet>> GetAsync(Caller caller, CancellationToken cancellationToken)
    {
        var answer = await GrainFactory.GetGrain<IDownloadTaskWorkGrain>(Key.ToString()).OpenSampleAsync(caller);
        if (!answer.IsAccepted)
        {
            return answer.Rejection;
        }

        var grant = answer.Value;
        var (rows, refusal) = await reading.RunAsync(token => ReadAsync(grant, token), cancellationToken);
        return refusal is { Code: ErrorCodes.SourceChanged } ? Changed : refusal is not null ? refusal : new RowSet { Columns = grant.Query.Columns, Json = rows!.Json };
    }

    private static Rejection Changed => new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.SourceChanged,
        Message = "The source has changed since the task was planned: what it has now are not the file's rows.",
    };

    /// <summary>Pages have the order of the shards, so the first rows are the file's first ones, as long as the source has not changed.</summary>
    private async Task<EncodedRows> ReadAsync(SampleGrant grant, CancellationToken cancellationToken)
    {
        var page = await sources.Get(grant.Query.Source).OpenPageAsync(grant.Query, null, Rows, cancellationToken);
        using var rows = page.Rows;
        return page.SourceVersion.Length > 0 && grant.SourceVersion is { } planned && planned != page.SourceVersion
            ? throw new PackagingException(ErrorCodes.SourceChanged, "The source has changed since.", isTransient: false)
            : await reading.TakeAsync(Key.Space, grant.Query.Columns, rows, Rows, taken: null, cancellationToken);
    }
}
