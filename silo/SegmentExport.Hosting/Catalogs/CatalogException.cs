using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>The catalog cannot be used, so nothing starts.</summary>
public sealed class CatalogException : StartupException
{
    /// <summary>Makes the exception; its message lists every error.</summary>
    /// <param name="file">The catalog file.</param>
    /// <param name="errors">At least one.</param>
    public CatalogException(string file, ImmutableArray<CatalogError> errors)
        : base($"The catalog '{file}' has {errors.Length} error(s). Correct them, then start again.\n{string.Join('\n', errors.Select(error => $"  {error}"))}") =>
        Errors = errors;

    /// <summary>Every error with its path in the file.</summary>
    public ImmutableArray<CatalogError> Errors { get; }
}
