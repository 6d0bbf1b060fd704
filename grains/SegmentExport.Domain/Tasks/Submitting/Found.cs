using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Tasks.Submitting;

/// <summary>How messages tell what was found and what is allowed.</summary>
internal static class Found
{
    /// <summary>An id or a name as it was sent; what has not the shape of one is not repeated, for it may be anything.</summary>
    public static string Id(string? text) => IdText.IsValid(text) ? $"'{text}'" : $"of that name (names are {IdText.Allowed})";

    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", ApiNames.All<T>());
}
