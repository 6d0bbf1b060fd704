using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Artifacts.Azure;

/// <summary>A container of Azure Blob Storage.</summary>
public sealed class AzureStoreOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Artifacts:Azure";

    /// <summary>The storage account's connection string, with its key or a shared access signature. A secret.</summary>
    [Required(ErrorMessage = SectionName + ":ConnectionString is not set. Set the storage account's, with its key or a shared access signature.")]
    public string? ConnectionString { get; set; }

    /// <summary>The container, which exists. 3 to 63 characters.</summary>
    [Required(ErrorMessage = SectionName + ":Container is not set. Name a container that exists."), RegularExpression("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", ErrorMessage = SectionName + ":Container is no name of a container: 3 to 63 of a-z, 0-9 and '-'.")]
    public string? Container { get; set; }

    /// <summary>What all names in the container begin with, where it has other things too: words of a-z, 0-9, <c>-</c>, <c>_</c>, each with a slash behind it. Default none.</summary>
    [RegularExpression("([a-z0-9_-]+/)*", ErrorMessage = SectionName + ":Prefix is no prefix: words of a-z, 0-9, '-' and '_', each with a slash behind it.")]
    public string Prefix { get; set; } = "";

    /// <summary>How many bytes of a part are sent by one request; two such pieces are held for each shard that is packed. 1,048,576 to 268,435,456; default 8,388,608.</summary>
    [Range(1 << 20, 256 << 20)]
    public int PieceBytes { get; set; } = 8 << 20;

    /// <summary>How long one request, or one read of its answer, may take. 1 s to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is made before it counts as failed. 1 to 10; default 4.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 4;
}
