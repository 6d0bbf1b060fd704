using System.ComponentModel.DataAnnotations;
using SegmentExport.ObjectStorage.S3;

namespace SegmentExport.Artifacts.S3;

/// <summary>A bucket of S3, or of any server that speaks its protocol.</summary>
public sealed class S3StoreOptions : S3ConnectionOptions, IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Artifacts:S3";

    /// <summary>The bucket, which exists. 3 to 63 characters.</summary>
    [Required(ErrorMessage = SectionName + ":Bucket is not set. Name a bucket that exists."), RegularExpression("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", ErrorMessage = SectionName + ":Bucket is no name of a bucket: 3 to 63 of a-z, 0-9, '-' and '.'.")]
    public string? Bucket { get; set; }

    /// <summary>What all names in the bucket begin with, where it has other things too: words of a-z, 0-9, <c>-</c>, <c>_</c>, each with a slash behind it. Default none.</summary>
    [RegularExpression("([a-z0-9_-]+/)*", ErrorMessage = SectionName + ":Prefix is no prefix: words of a-z, 0-9, '-' and '_', each with a slash behind it.")]
    public string Prefix { get; set; } = "";

    /// <summary>How many bytes of a part are sent by one request; two such pieces are held for each shard that is packed. 5,242,880 to 268,435,456; default 8,388,608.</summary>
    [Range(5 << 20, 256 << 20)]
    public int PieceBytes { get; set; } = 8 << 20;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Check(SectionName);
}
