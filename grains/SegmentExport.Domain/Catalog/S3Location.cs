using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SegmentExport.Domain.Catalog;

/// <summary>Objects of a bucket, as a catalog names them: <c>s3://bucket/key</c>. Which server that is and who reads it, the settings say.</summary>
/// <param name="Bucket">The bucket: 3 to 63 of a-z, 0-9, <c>-</c> and <c>.</c>.</param>
/// <param name="Pattern">A key, in which <c>*</c> and <c>?</c> stand for anything but a slash, and <c>**</c> between slashes for any number of folders.</param>
public sealed partial record S3Location(string Bucket, string Pattern)
{
    /// <summary>What such a place looks like, as messages say it.</summary>
    public const string Allowed = "s3://{bucket}/{key}, in whose key '*', '?' and '**' may stand, such as s3://lake/profile/dt=*/*.parquet";

    private const string Scheme = "s3://";

    /// <summary>Whether a text means to be such a place.</summary>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads such a place.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out S3Location? location)
    {
        location = Form().Match(text) is { Success: true } form ? new(form.Groups["bucket"].Value, form.Groups["key"].Value) : null;
        return location is not null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Scheme}{Bucket}/{Pattern}";

    [GeneratedRegex("^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<key>[^/](.*[^/])?)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();
}
