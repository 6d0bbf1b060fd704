using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Artifacts.S3;

/// <summary>A bucket of S3, or of any server that speaks its protocol.</summary>
public sealed class S3StoreOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Artifacts:S3";

    /// <summary>The bucket, which exists. 3 to 63 characters.</summary>
    [Required(ErrorMessage = SectionName + ":Bucket is not set. Name a bucket that exists."), RegularExpression("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", ErrorMessage = SectionName + ":Bucket is no name of a bucket: 3 to 63 of a-z, 0-9, '-' and '.'.")]
    public string? Bucket { get; set; }

    /// <summary>The server, an http or https URL; null: AWS's own of the region.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The region; with an endpoint it is only what requests are signed for. Default <c>us-east-1</c>.</summary>
    [Required, RegularExpression("[A-Za-z0-9-]{1,50}")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Whether the bucket stands in the path instead of the host's name, as most servers of one's own want it. Default no.</summary>
    public bool PathStyle { get; set; }

    /// <summary>The access key's id; null: what the SDK's chain finds (environment, profile, web identity, container, instance).</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key. Both or none.</summary>
    public string? SecretKey { get; set; }

    /// <summary>What all names in the bucket begin with, where it has other things too: words of a-z, 0-9, <c>-</c>, <c>_</c>, each with a slash behind it. Default none.</summary>
    [RegularExpression("([a-z0-9_-]+/)*", ErrorMessage = SectionName + ":Prefix is no prefix: words of a-z, 0-9, '-' and '_', each with a slash behind it.")]
    public string Prefix { get; set; } = "";

    /// <summary>How many bytes of a part are sent by one request; two such pieces are held for each shard that is packed. 5,242,880 to 268,435,456; default 8,388,608.</summary>
    [Range(5 << 20, 256 << 20)]
    public int PieceBytes { get; set; } = 8 << 20;

    /// <summary>How long one request, or one read of its answer, may take. 1 s to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is made before it counts as failed. 1 to 10; default 4.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 4;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is not null && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "" }))
        {
            yield return new($"{SectionName}:Endpoint is no http or https URL such as https://objects.example.com:9000.", [nameof(Endpoint)]);
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return new($"Of {SectionName}:AccessKey and {SectionName}:SecretKey only one is set. Set both, or none to have the SDK find credentials.", [nameof(AccessKey), nameof(SecretKey)]);
        }
    }
}
