using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Sources;
using SegmentExport.Packaging.Containers;
using SegmentExport.Sources;
using SegmentExport.Sources.DuckDb;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Secrets;

namespace SegmentExport.Hosting.Tests.Secrets;

/// <summary>Canaries: unique secrets in masked columns, exported in every format through a silo, with faults whose messages quote them. Then no trace of them anywhere.</summary>
public sealed class CanaryTests : IDisposable
{
    private static readonly (string Format, FormatOptions? Options)[] Exports =
    [
        ("csv", null), ("csv", new() { Compression = PartCompression.Zstd }), ("jsonl", null), ("xlsx", null), ("parquet", null),
    ];

    private readonly TempDataFolder _catalog = new();
    private readonly TempDataFolder _data = new();
    private readonly EverythingSaid _said = new();

    [Fact]
    public async Task Export_OfSecrets_LeavesNoTraceOfThem()
    {
        var users = SecretUsers.Create(_catalog.Path);
        await using (var source = Open())
        {
            await using var cluster = await StartAsync(source);
            foreach (var (format, options) in Exports)
            {
                await AssertFilesAsync(cluster, users, format, options);
            }

            await AssertFailuresAsync(cluster, source, users);
        }

        Assert.All(Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories), file => Assert.False(users.Secrets.AreIn(File.ReadAllBytes(file)), $"A secret is in {Path.GetRelativePath(_data.Path, file)}."));
        Assert.All((string[])["log ", "span SegmentExport", "metric segment_export"], kind => Assert.NotEqual(0, _said.CountOf(kind)));
        Assert.DoesNotContain(_said.Text.Split('\n'), users.Secrets.AreIn);
    }

    public void Dispose()
    {
        _said.Dispose();
        _data.Dispose();
        _catalog.Dispose();
    }

    private static SubmitRequest Request(string format, FormatOptions? options) => new()
    {
        SegmentId = "everyone",
        Reason = "A test",
        Fields = [.. SecretUsers.Fields.Select(field => new FieldChoice(field.Field, field.Rule))],
        Format = format,
        Options = options,
        Operation = OperationId.New(),
    };

    private static async Task AssertFilesAsync(SegmentExportCluster cluster, SecretUsers users, string format, FormatOptions? options)
    {
        var task = await new ExportTask(cluster).SubmittedAsync(request: Request(format, options));
        _ = await task.CompletedAsync();
        var grant = (await task.OpenFileAsync()).Value!;
        var artifact = grant.Artifact;
        Assert.True(artifact.Parts.Length > 1);
        foreach (var container in ContainerKinds.For(artifact.Format, artifact.Options.Compression))
        {
            var texts = await UnpackAsync(cluster, grant, container).ToListAsync();
            Assert.All(texts, text => Assert.False(users.Secrets.AreIn(text), $"A secret is in the {container} of {format}."));

            // Otherwise nothing was looked into.
            Assert.Contains(texts, text => users.Open.AreIn(text));
        }
    }

    /// <summary>The file as it is handed out, and all that is packed in it.</summary>
    private static async IAsyncEnumerable<byte[]> UnpackAsync(SegmentExportCluster cluster, FileGrant grant, string container)
    {
        var view = ContainerKinds.Open(grant.Artifact, container)!;
        using var file = new MemoryStream();
        await view.CopyToAsync(new StoredParts(cluster.Faults.Store, grant.Artifact, grant.Key), file, 0, view.Length, CancellationToken.None);
        var bytes = file.ToArray();
        yield return bytes;
        await foreach (var text in Unpacked.ReadAsync(bytes))
        {
            yield return text;
        }
    }

    private static async Task AssertFailuresAsync(SegmentExportCluster cluster, FaultySegmentSource source, SecretUsers users)
    {
        var careless = new InvalidOperationException($"Cannot read the row {users.Quoted}.", new IOException(users.Quoted));
        source.Planning = (_, _) => throw careless;
        await AssertFailsAsync();
        source.Planning = null;
        source.Opening = (_, _) => throw careless;
        await AssertFailsAsync();
        source.Opening = null;
        source.Reading = (_, _, _) => throw careless;
        await AssertFailsAsync();
        source.Reading = null;
        cluster.Faults.Store.Committing = (_, _) => throw careless;
        await AssertFailsAsync();

        async Task AssertFailsAsync()
        {
            var task = await new ExportTask(cluster).SubmittedAsync(request: Request("csv", null));
            var failed = await task.WaitForAsync(view => view.State.Packaging.Failure is not null);
            Assert.Equal(ErrorCodes.AttemptsExhausted, failed.State.Packaging.Failure!.Code);
            Assert.False(users.Secrets.AreIn(failed.State.Packaging.Failure.ToString()));
            Assert.False(users.Secrets.AreIn((await task.OpenFileAsync()).Rejection!.ToString()));
        }
    }

    private FaultySegmentSource Open() => new(new DuckDbSource(
        new SourceDefinition("secret", "duckdb", "secret.duckdb", System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty), _catalog.Path, _data.Combine("work"), new SourceOptions()));

    private Task<SegmentExportCluster> StartAsync(FaultySegmentSource source) => SegmentExportCluster.StartAsync(new()
    {
        DataPath = _data.Path,
        Services = (_, services) => services
            .AddSingleton<ISegmentSourceFactory>(new OneSource(source))
            .AddLogging(logging => logging.AddProvider(_said).SetMinimumLevel(LogLevel.Trace).AddFilter<EverythingSaid>(null, LogLevel.Trace)),
        Settings = new Dictionary<string, string?>
        {
            ["SegmentExport:Catalog"] = _catalog.Combine("catalog.json"),
            ["SegmentExport:Sharding:TargetRows"] = "100",
            ["SegmentExport:Packaging:MaxAttempts"] = "2",
            ["SegmentExport:Packaging:RetryDelay"] = "00:00:00.010",
        },
    });

    private sealed class OneSource(ISegmentSource source) : ISegmentSourceFactory
    {
        public ISegmentSource Open(SourceDefinition definition, string baseFolder) => source;
    }
}
