using System.Collections.Immutable;
using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.DuckDb;
using SegmentExport.Sources.Files;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Sources.Tests.S3;

/// <summary>Files in a bucket of the run's server, and silos that read them.</summary>
internal sealed class Lake : IDisposable
{
    public const string Id = "lake";

    public static readonly ExportQuery Query = SampleFile.Query(SampleFile.Where("true"), "user_id");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");
    private readonly SocketsHttpHandler _network = new();
    private readonly BucketFolder _bucket;

    private Lake(BucketFolder bucket)
    {
        _bucket = bucket;
        Options = new() { ListPeriod = TimeSpan.Zero };
        Options.S3[Id] = bucket.Options;
    }

    public SourceOptions Options { get; }

    public static async Task<Lake> MakeAsync() => new(new((await SwiftServer.SharedAsync()).NewOptions()));

    public string Place(string pattern) => _bucket.Place(pattern);

    public string Snapshots(string silo = "silo") => Path.Combine(_folder.FullName, silo, "snapshots");

    public DuckDbSource Open(string pattern, string silo = "silo", Func<HttpMessageHandler, HttpMessageHandler>? between = null, SnapshotFolder? folder = null) => OpenPlace(Place(pattern), silo, between, folder);

    public DuckDbSource OpenPlace(string place, string silo = "silo", Func<HttpMessageHandler, HttpMessageHandler>? between = null, SnapshotFolder? folder = null) => new(
        new(Id, SourceKinds.DuckDb, null, ImmutableSortedDictionary<string, string>.Empty.Add("profile", place)),
        _folder.FullName,
        Path.Combine(_folder.FullName, silo),
        Options,
        between?.Invoke(_network) ?? _network,
        folder);

    public SnapshotFolder Folder(TimeProvider clock, Func<IReadOnlySet<string>> planned, string silo = "silo") =>
        new(Path.Combine(_folder.FullName, silo), Options, clock, _ => ValueTask.FromResult(planned()));

    /// <summary>Stores what a query gives, as a file of the kind that the name says.</summary>
    public async Task WriteAsync(string name, string sql) => await _bucket.PutAsync(name, await FileAsync(name, sql));

    /// <summary>Likewise, at a later time of the server than all that is there.</summary>
    public async Task WriteLaterAsync(string name, string sql) => await _bucket.PutLaterAsync(name, await FileAsync(name, sql));

    public Task PutAsync(string name, byte[] content) => _bucket.PutAsync(name, content);

    public Task DeleteAsync(string name) => _bucket.DeleteAsync(name);

    public void Dispose()
    {
        _bucket.Dispose();
        _network.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<byte[]> FileAsync(string name, string sql)
    {
        var kind = name.Contains(".csv", StringComparison.Ordinal) ? "csv" : "parquet";
        var path = Path.Combine(_folder.FullName, $"{Guid.CreateVersion7():N}{(name.EndsWith(".gz", StringComparison.Ordinal) ? ".csv.gz" : "")}");
        using (var connection = new DuckDBConnection("Data Source=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"COPY ({sql}) TO '{path}' (FORMAT {kind})";
            command.ExecuteNonQuery();
        }

        return await File.ReadAllBytesAsync(path);
    }
}
