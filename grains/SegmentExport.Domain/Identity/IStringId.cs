using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Domain.Identity;

/// <summary>An identifier that is one string, checked when it is made.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface IStringId<TSelf>
    where TSelf : struct, IStringId<TSelf>
{
    /// <summary>The identifier as it stands in JSON, in URLs and in the catalog.</summary>
    string Value { get; }

    /// <summary>Makes an identifier, or says that the text is none.</summary>
    /// <param name="text">What was found; may be null.</param>
    /// <param name="id">The identifier, where the answer is true.</param>
    static abstract bool TryParse([NotNullWhen(true)] string? text, out TSelf id);
}
