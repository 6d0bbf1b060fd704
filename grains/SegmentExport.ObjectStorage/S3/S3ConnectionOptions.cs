using System.ComponentModel.DataAnnotations;

namespace SegmentExport.ObjectStorage.S3;

/// <summary>A server of S3, or of any that speaks its protocol: where, as whom, how patiently.</summary>
public class S3ConnectionOptions
{
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

    /// <summary>How long one request, or one read of its answer, may take. 1 s to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is made before it counts as failed. 1 to 10; default 4.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 4;

    /// <summary>What one setting alone does not tell.</summary>
    /// <param name="section">Where the settings stand.</param>
    protected internal IEnumerable<ValidationResult> Check(string section)
    {
        if (Endpoint is not null && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "" }))
        {
            yield return new($"{section}:Endpoint is no http or https URL such as https://objects.example.com:9000.", [nameof(Endpoint)]);
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return new($"Of {section}:AccessKey and {section}:SecretKey only one is set. Set both, or none to have the SDK find credentials.", [nameof(AccessKey), nameof(SecretKey)]);
        }
    }
}
