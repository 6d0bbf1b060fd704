using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Artifacts;
using SegmentExport.Artifacts.Sealing;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Keys;
using SegmentExport.Grains.Scheduling;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Packaging;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Packaging;

/// <summary>Packs shards on this silo: reads, masks, encodes, compresses, stores. One in a silo, so that its slots bound the work whatever is granted.</summary>
internal sealed partial class ShardWork(
    ISegmentSourceRegistry sources,
    IArtifactStore store,
    ISpaceKeys keys,
    IOptions<PackagingOptions> options,
    IOptions<SiloOptions> silo,
    [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock,
    ILogger<ShardWork> logger) : IPackagingDrain, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly PackShardResult Stops = new()
    {
        Failure = new(ErrorCodes.Internal, "The silo stops; the shard is packed on another one."),
        IsTransient = true,
        IsRefused = true,
    };

    private readonly SemaphoreSlim _slots = new(options.Value.Slots);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<RunningPack, bool> _running = [];
    private volatile bool _isDraining;

    /// <inheritdoc />
    public bool IsDraining => _isDraining;

    /// <summary>What is being packed now, and how far it is.</summary>
    public ImmutableArray<RunningShardView> Running => [.. _running.Keys.Select(pack => pack.View)];

    /// <summary>Packs one shard. A fault is an answer, not an exception, but for a cancellation.</summary>
    public async Task<PackShardResult> PackAsync(PackShardRequest request, CancellationToken cancellationToken)
    {
        if (_isDraining)
        {
            return Stops;
        }

        using var span = SegmentExportTelemetry.Start("segment_export.shard");
        span?.SetTag("segment_export.task", request.Task.ToString())
            .SetTag("segment_export.shard.index", request.Shard.Index)
            .SetTag("segment_export.shard.attempt", request.Attempt)
            .SetTag("segment_export.silo", silo.Value.SiloName);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        timeout.CancelAfter(options.Value.ShardTimeout);
        try
        {
            await _slots.WaitAsync(timeout.Token);
            try
            {
                var packed = await PackingThreads.RunAsync(() => PackSeenAsync(request, timeout.Token), timeout.Token, isQuick: request.Shard.Rows <= TaskDemand.QuickRows);
                span?.SetTag("segment_export.rows", packed.Rows).SetTag("segment_export.bytes", packed.StoredBytes);
                SegmentExportMetrics.ShardPacked(request.Format, packed);
                return new() { Packed = packed };
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (PackagingException fault)
        {
            return Fail(span, request, fault.Code, fault.Message, fault.IsTransient, fault);
        }
        catch (OperationCanceledException fault) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Fail(span, request, Stops, fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(span, request, ErrorCodes.Internal, $"A shard took longer than {options.Value.ShardTimeout}.", isTransient: true, fault);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever went wrong must not reach the task's record by its message: it could hold a value.
            return Fail(span, request, ErrorCodes.Internal, "A shard could not be packed; the trace tells more.", isTransient: true, fault);
        }
    }

    /// <inheritdoc />
    public async Task<bool> DrainAsync(TimeSpan limit)
    {
        _isDraining = true;
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            for (var slot = 0; slot < options.Value.Slots; slot++)
            {
                await _slots.WaitAsync(timeout.Token);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    /// <summary>What still runs when the silo itself stops, drained or not, ends: otherwise the silo would wait for it.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ShardWork), ServiceLifecycleStage.Active, _ => Task.CompletedTask, _ => _stopping.CancelAsync());

    /// <inheritdoc />
    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
    }

    private async Task<PackedShard> PackSeenAsync(PackShardRequest request, CancellationToken cancellationToken)
    {
        var (started, clocked) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        var pack = new RunningPack(request, silo.Value.SiloName, started);
        _running[pack] = true;
        try
        {
            var packed = await PackCoreAsync(request, pack, cancellationToken);
            return packed with { Silo = silo.Value.SiloName, StartedAt = started, Duration = Stopwatch.GetElapsedTime(clocked) };
        }
        finally
        {
            _running.TryRemove(pack, out _);
        }
    }

    private async Task<PackedShard> PackCoreAsync(PackShardRequest request, RunningPack running, CancellationToken cancellationToken)
    {
        var isHashed = request.Query.Columns.Any(column => column.IsHashed());
        var hashKey = isHashed ? await keys.GetHashKeyAsync(request.Task.Space, cancellationToken) : default;
        using var rows = running.Count(await sources.Get(request.Query.Source).OpenAsync(request.Query, request.SourceVersion, request.Shard, cancellationToken));
        await using var upload = await CreatePartAsync(request, cancellationToken);
        var pack = new ShardPackRequest
        {
            Shard = request.Shard,
            Columns = request.Query.Columns,
            Format = request.Format,
            Options = request.Options,
            HashKey = hashKey,
        };
        var packed = Pack(pack, rows, upload.Content, cancellationToken);
        await upload.CommitAsync(cancellationToken);
        return packed with { KeyId = request.Key?.Id };
    }

    private static PackedShard Pack(ShardPackRequest pack, IRowBatchReader rows, Stream content, CancellationToken cancellationToken)
    {
        var (times, started) = (new StageTimes(), TimeProvider.System.GetUtcNow());
        try
        {
            return ShardPacker.Pack(pack, rows, content, times, cancellationToken);
        }
        finally
        {
            StageSpans.Tell(started, times);
        }
    }

    /// <summary>Sealed wherever there is a key: only a task grain of an older version sends none.</summary>
    private async Task<PartUpload> CreatePartAsync(PackShardRequest request, CancellationToken cancellationToken)
    {
        var upload = await store.CreatePartAsync(request.Task, request.Shard.Index, cancellationToken);
        return request.Key is { } key ? new SealedPartUpload(upload, key, request.Task, request.Shard.Index) : upload;
    }

    private PackShardResult Fail(Activity? span, PackShardRequest request, string code, string message, bool isTransient, Exception fault) =>
        Fail(span, request, new() { Failure = new(code, message), IsTransient = isTransient }, fault);

    private PackShardResult Fail(Activity? span, PackShardRequest request, PackShardResult result, Exception fault)
    {
        var code = result.Failure!.Code;
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", code);
        SegmentExportMetrics.ShardFailed(code, result.IsTransient);
        LogFailed(request.Task, request.Shard.Index, request.Attempt, code, fault.GetType(), fault.StackTrace);
        return result;
    }

    // Where it happened is logged, not the exception itself: its message may quote a value of the row that was at hand.
    [LoggerMessage(3000, LogLevel.Warning, "Shard {Shard} of task {Task} failed at attempt {Attempt}: {Code} ({Fault}).\n{Trace}")]
    private partial void LogFailed(Domain.Identity.TaskKey task, int shard, int attempt, string code, Type fault, string? trace);
}
