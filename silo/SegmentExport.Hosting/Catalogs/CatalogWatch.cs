using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Catalog;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>
/// Takes over a catalog file that changed, while the silo works. One that cannot be used is told, and the one before stays in force. Where nothing but members, permissions and four-eyes rules changed,
/// no source is asked, so that a permission is withdrawn also while a source is away.
/// </summary>
internal sealed partial class CatalogWatch(
    CatalogLoader loader, LoadedCatalog current, IEnumerable<ICatalogCheck> checks, IOptions<SegmentExportOptions> options, ILogger<CatalogWatch> logger) : BackgroundService
{
    // A source that was away may be back.
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromMinutes(1);

    private byte[]? _refused;
    private string? _told;
    private long _refusedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CatalogMetrics.Begin();
        using var timer = new PeriodicTimer(options.Value.CatalogPeriod);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (CatalogException refused)
            {
                Tell(string.Join(' ', refused.Errors));
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Tell($"It could not be checked ({fault.GetType().Name}).");
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var content = await loader.ReadAsync(cancellationToken);
        if (current.File.Content.Span.SequenceEqual(content))
        {
            _refused = null;
            _told = null;
            return;
        }

        if (_refused?.AsSpan().SequenceEqual(content) == true && Stopwatch.GetElapsedTime(_refusedAt) < RetryPeriod)
        {
            return;
        }

        (_refused, _refusedAt) = (content, Stopwatch.GetTimestamp());
        var changed = loader.Parse(content);
        if (!changed.Catalog.HasDataOf(current.Value))
        {
            await CheckAsync(changed.Catalog, cancellationToken);
        }

        current.Set(changed);
        (_refused, _told) = (null, null);
        CatalogMetrics.Taken();
        LogTaken(changed.Catalog.Spaces.Length, changed.Catalog.Sources.Count);
    }

    private async Task CheckAsync(SpaceCatalog catalog, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CheckTimeout);
        var errors = ImmutableArray.CreateBuilder<CatalogError>();
        foreach (var check in checks)
        {
            errors.AddRange(await check.FindErrorsAsync(catalog, timeout.Token));
        }

        if (errors.Count > 0)
        {
            throw loader.Refuse(errors.ToImmutable());
        }
    }

    // Once for each reason, not once a second.
    private void Tell(string reason)
    {
        if (_told != reason)
        {
            _told = reason;
            CatalogMetrics.Refused();
            LogRefused(reason);
        }
    }

    [LoggerMessage(4011, LogLevel.Information, "The catalog has changed and is in force: {Spaces} space(s) on {Sources} source(s).")]
    private partial void LogTaken(int spaces, int sources);

    [LoggerMessage(4012, LogLevel.Error, "The catalog has changed and cannot be used; the one before stays in force. {Reason}")]
    private partial void LogRefused(string reason);
}
