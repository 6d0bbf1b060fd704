using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Domain.Identity;

/// <summary>The shape that every identifier written by people has: 1 to 64 of <c>a-z A-Z 0-9 . _ -</c>, beginning with a letter or a digit.</summary>
public static class IdText
{
    /// <summary>The longest identifier, in characters. Keeps a grain's whole id well below the 150 characters of a reminder's row.</summary>
    public const int MaxLength = 64;

    /// <summary>What <see cref="IsValid"/> accepts, for messages.</summary>
    public const string Allowed = "1 to 64 characters of a-z, A-Z, 0-9, '.', '_' and '-', beginning with a letter or a digit";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>Whether the text has the shape of an identifier.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(Characters);
}
