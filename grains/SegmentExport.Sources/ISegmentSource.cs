using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;

namespace SegmentExport.Sources;

/// <summary>Where a space's profiles are read from. Thread-safe; one instance a source and silo.</summary>
/// <remarks>
/// Every fault is a <see cref="PackagingException"/> that says whether trying again can help, and that holds no path, no SQL and no value.
/// <para>
/// To add a kind of source: a name in <see cref="Domain.Catalog.SourceKinds"/>; what the catalog says of it in <c>SourceReader</c> (a server: nothing, its connection string is
/// <see cref="SourceOptions.ConnectionOf"/>); a folder here with an implementation of this interface; a case in <c>SegmentSourceFactory</c> of Hosting; its rules in docs/sources.md.
/// Calls are measured and spanned around it, reads are capped, faults are tried again and counted by the caller. What it owes in return:
/// </para>
/// <list type="bullet">
/// <item>Retries give the same bytes: the rows of a shard come in one order that follows from the source's state alone, and a shard whose rows are not those that were planned ends with
/// <see cref="ErrorCodes.SourceChanged"/>, before <see cref="IRowBatchReader.Read"/> says that it was the last.</item>
/// <item>A source that is out of reach, too slow or breaks off in the middle is a transient <see cref="ErrorCodes.SourceUnavailable"/>: such faults make it rest.
/// What no further attempt will mend (a table or column that is not there, a condition that cannot be read) is one that is not transient.</item>
/// <item>Places (<see cref="Shard.From"/>, <see cref="Shard.To"/>) end up in the task's record: no value of a row stands in them.</item>
/// <item>What callers send (filters) is bound, never written into a statement.</item>
/// <item>A reader reads on the calling thread, hands batches out of memory that it uses again, and keeps the batch before alive as long as the one it has given.</item>
/// </list>
/// </remarks>
public interface ISegmentSource : IAsyncDisposable
{
    /// <summary>What the source holds, for the tools that draw and check catalogs; null where the source cannot tell.</summary>
    ISourceInventory? Inventory => null;

    /// <summary>Lets go of what is kept for the next call alone: the catalog in force does not name the source any more. Calls that are under way go on, and others may follow.</summary>
    void LetGo()
    {
    }

    /// <summary>Checks what the catalog says of one space against the source: tables, columns, conditions. Empty where all is well.</summary>
    /// <param name="queries">One query per segment, with all the fields as columns.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken);

    /// <summary>The columns that a query gives, as Arrow sees them: what formats and masking are checked against before a task is made.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<Apache.Arrow.Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>How many rows a query gives.</summary>
    /// <param name="query">The query; its columns do not matter.</param>
    /// <param name="cancellationToken">Ends the count.</param>
    ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>About how many rows a query gives, without counting them: a guess.</summary>
    /// <param name="query">The query; its columns do not matter.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The number; null where the source has no idea.</returns>
    ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>Counts the rows and cuts them into shards in a fixed order. Reading all of them costs what reading the segment once costs.</summary>
    /// <param name="query">The query.</param>
    /// <param name="options">How large shards should be.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>The plan: the same for the same state of the source.</returns>
    ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken);

    /// <summary>Reads some rows in the source's fixed order, the order of <see cref="OpenAsync"/>, and no more of the source than that takes.</summary>
    /// <param name="query">The query.</param>
    /// <param name="after">The row behind which to begin; null: at the beginning. One of another state of the source is refused with <see cref="ErrorCodes.SourceChanged"/>.</param>
    /// <param name="rows">At most so many, from 1.</param>
    /// <param name="cancellationToken">Ends the opening; reading is ended through <see cref="IRowBatchReader.Read"/>.</param>
    ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken);

    /// <summary>Reads one shard, its rows in the source's fixed order, on one thread.</summary>
    /// <param name="query">The query that was planned.</param>
    /// <param name="sourceVersion">The plan's <see cref="ShardPlan.SourceVersion"/>; another state of the source is refused with <see cref="ErrorCodes.SourceChanged"/>.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellationToken">Ends the opening; reading is ended through <see cref="IRowBatchReader.Read"/>.</param>
    /// <returns>The batches; the caller disposes the reader.</returns>
    ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken);
}
