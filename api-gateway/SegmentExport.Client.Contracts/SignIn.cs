using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Client.Contracts;

/// <summary>Sign-in for development: embedded and on the loopback interface only.</summary>
public sealed record SignIn
{
    /// <summary>A user of the catalog.</summary>
    [Required]
    public string? User { get; init; }
}
