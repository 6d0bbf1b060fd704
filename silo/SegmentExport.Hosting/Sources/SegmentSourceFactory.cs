using Microsoft.Extensions.Options;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.Sources;
using SegmentExport.Sources.ClickHouse;
using SegmentExport.Sources.DuckDb;
using SegmentExport.Sources.Files;
using SegmentExport.Sources.Postgres;

namespace SegmentExport.Hosting.Sources;

/// <summary>The kinds of sources that this version reads.</summary>
internal sealed class SegmentSourceFactory(IOptions<SourceOptions> options, DataPaths paths, StoreRequests requests, SnapshotFolder snapshots) : ISegmentSourceFactory
{
    public ISegmentSource Open(SourceDefinition definition, string baseFolder) => definition.Kind switch
    {
        SourceKinds.DuckDb => new DuckDbSource(definition, baseFolder, paths.Work, options.Value, requests, snapshots),
        SourceKinds.Postgres => new PostgresSource(definition, options.Value),
        SourceKinds.ClickHouse => new ClickHouseSource(definition, options.Value),
        _ => throw new PackagingException(
            ErrorCodes.SourceUnavailable, $"The source '{definition.Id}' is of the kind '{definition.Kind}'. This version reads: {SourceKinds.Allowed}.", isTransient: false),
    };
}
