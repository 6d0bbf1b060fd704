using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Keys;
using SegmentExport.Packaging;
using SegmentExport.Packaging.Rows;

namespace SegmentExport.Grains.Rows;

/// <summary>Reads a few rows for people to look at: bounded in rows, bytes, time, and in how many are read at once. One in a silo.</summary>
internal sealed partial class RowReading(ISpaceKeys keys, ILogger<RowReading> logger) : IDisposable
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    // Beside packaging, which has its own slots: people wait for these.
    private readonly SemaphoreSlim _readers = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Reads off the grain's turn. A fault of the source is a refusal.</summary>
    /// <param name="read">Reads, on a thread of its own; gets the token that ends with the time-out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(T? Value, Rejection? Refusal)> RunAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            await _readers.WaitAsync(timeout.Token);
            try
            {
                return (await Task.Run(() => read(timeout.Token), timeout.Token), null);
            }
            finally
            {
                _readers.Release();
            }
        }
        catch (PackagingException fault)
        {
            return (null, SourceFaults.ToRejection(fault));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SourceFaults.TimedOut(Timeout));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Where it happened, not its message, which may quote a value of the row that was at hand.
            LogFailed(fault.GetType(), fault.StackTrace);
            return (null, SourceFaults.ToRejection(new(ErrorCodes.Internal, "The rows could not be read; the trace tells more.", isTransient: true)));
        }
    }

    /// <summary>Masks and encodes rows from the beginning of a reader.</summary>
    /// <param name="space">The space, whose key hashes.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows; not disposed.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="taken">Told of each row that is taken, by its place in the batch that was read last; may be null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<EncodedRows> TakeAsync(
        SpaceId space, ImmutableArray<ExportColumn> columns, IRowBatchReader rows, int limit, Action<int>? taken, CancellationToken cancellationToken)
    {
        var isHashed = columns.Any(column => column.IsHashed());
        var key = isHashed ? await keys.GetHashKeyAsync(space, cancellationToken) : default;
        return RowSampler.Take(columns, key, rows, limit, MaxBytes, taken, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _readers.Dispose();

    [LoggerMessage(1300, LogLevel.Error, "Rows could not be read: {Fault}.\n{Trace}")]
    private partial void LogFailed(Type fault, string? trace);
}
