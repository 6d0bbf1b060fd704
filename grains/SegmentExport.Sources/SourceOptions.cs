using System.ComponentModel.DataAnnotations;
using SegmentExport.Domain.Errors;
using SegmentExport.ObjectStorage.S3;

namespace SegmentExport.Sources;

/// <summary>How sources are read on this silo.</summary>
public sealed class SourceOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Sources";

    /// <summary>How much memory one DuckDB source may use before it spills to the work folder, in MiB. 64 to 65,536; default 64: packing reads each block once, so that caching more gains nothing.</summary>
    [Range(64, 65_536)]
    public int MemoryLimitMiB { get; set; } = 64;

    /// <summary>By source id: the connection string of a source that is a server. Secrets. Default none.</summary>
    public Dictionary<string, string> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>How long a server may take over one statement, the reading of one shard among them, before it is given up and tried again. 1 s to 1 h; default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many connections this silo has to one server at most, unless its connection string says (<c>Maximum Pool Size</c>). 2 to 1,000; default 32.</summary>
    [Range(2, 1_000)]
    public int MaxConnections { get; set; } = 32;

    /// <summary>By source id: the server of a source whose files are objects. Secrets. Default none: AWS's own, with the credentials that its SDK finds.</summary>
    public Dictionary<string, S3ConnectionOptions> S3 { get; } = new(StringComparer.Ordinal);

    /// <summary>How old a listing of objects may be when something is planned or looked at. 0 to 1 h; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ListPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many objects of one source are fetched at a time. 1 to 64; default 4.</summary>
    [Range(1, 64)]
    public int ParallelFetches { get; set; } = 4;

    /// <summary>How long a state that files were taken over in is kept after it was last used. What a running task needs, and the newest, is kept as long as that. 1 min to 30 d; default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SnapshotKeep { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many bytes such states may have together, those being taken over by the size of their files. 1 MiB to 1 PiB; default 256 GiB.</summary>
    [Range(1L << 20, 1L << 50)]
    public long SnapshotBytes { get; set; } = 256L << 30;

    /// <summary>How often it is looked whether some of them can go. 1 s to 1 d; default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SnapshotPeriod { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The server of a source whose files are objects.</summary>
    /// <param name="sourceId">The source's id in the catalog.</param>
    public S3ConnectionOptions S3Of(string sourceId) => S3.GetValueOrDefault(sourceId) ?? new();

    /// <summary>The connection string of a source.</summary>
    /// <param name="sourceId">The source's id in the catalog.</param>
    /// <exception cref="PackagingException">The settings have none.</exception>
    public string ConnectionOf(string sourceId) => Connections.GetValueOrDefault(sourceId) is { Length: > 0 } connection
        ? connection
        : throw new PackagingException(
            ErrorCodes.SourceUnavailable, $"The source '{sourceId}' has no connection string. Set {SectionName}:{nameof(Connections)}:{sourceId} on every silo.", isTransient: false);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (source, connection) in S3)
        {
            var (section, results) = ($"{SectionName}:{nameof(S3)}:{source}", new List<ValidationResult>());
            Validator.TryValidateObject(connection, new(connection), results, validateAllProperties: true);
            foreach (var result in results.Select(result => new ValidationResult($"{section}: {result.ErrorMessage}", result.MemberNames)).Concat(connection.Check(section)))
            {
                yield return result;
            }
        }
    }
}
