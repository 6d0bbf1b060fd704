using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>What a catalog is drawn like.</summary>
public sealed class CatalogInitOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:CatalogInit";

    /// <summary>The id of the catalog's one space. Default <c>main</c>.</summary>
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    public string Space { get; set; } = "main";

    /// <summary>The table with a row a user; null: the one that tells most about people.</summary>
    public string? Table { get; set; }

    /// <summary>The column that identifies a user; null: the first that does, ids first.</summary>
    public string? Key { get; set; }
}
