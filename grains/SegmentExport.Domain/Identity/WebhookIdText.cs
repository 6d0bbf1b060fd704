using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Domain.Identity;

/// <summary>The shape of the ids that settings give to webhooks' endpoints: 1 to 64 of <c>a-z 0-9 -</c>.</summary>
public static class WebhookIdText
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What <see cref="IsValid"/> accepts, for messages.</summary>
    public const string Allowed = "1 to 64 of a-z, 0-9 and '-'";

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether the text has the shape of such an id.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Characters);
}
