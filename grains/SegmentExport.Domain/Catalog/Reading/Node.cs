using System.Text.Json;
using SegmentExport.Domain.Tasks.Rules;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A value of the file with its path. What it is asked for and is not becomes an error, and null.</summary>
internal readonly record struct Node(JsonElement Element, string Path, CatalogErrors Errors)
{
    private const int MaxShownLength = 80;

    /// <summary>What stands there, for messages.</summary>
    public string Found => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => Quote(),
        _ => Element.GetRawText(),
    };

    /// <summary>The text; null where it is none, or where its escapes are no Unicode.</summary>
    public string? TextOrNull
    {
        get
        {
            try
            {
                return Element.ValueKind == JsonValueKind.String ? Element.GetString() : null;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>An error at this place.</summary>
    /// <returns>Null, which the caller can return.</returns>
    public T? Fail<T>(string message)
    {
        Errors.Add(Path, message);
        return default;
    }

    public ObjectNode? AsObject(params string[] properties) =>
        Element.ValueKind == JsonValueKind.Object ? ObjectNode.Open(this, properties) : Fail<ObjectNode>($"Found {Found}; an object is wanted.");

    /// <summary>The entries of an array; none and an error where it is not one.</summary>
    public IEnumerable<Node> AsArray()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            Errors.Add(Path, $"Found {Found}; an array is wanted.");
            return [];
        }

        var (element, path, errors) = this;
        return element.EnumerateArray().Select((entry, index) => new Node(entry, $"{path}[{index}]", errors));
    }

    /// <summary>A text that says something: not blank, on one line or more, and without other control characters.</summary>
    public string? AsText()
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            return Fail<string>($"Found {Found}; a text is wanted.");
        }

        var text = TextOrNull;
        return string.IsNullOrWhiteSpace(text) || FreeText.HasForbidden(text)
            ? Fail<string>($"Found {Found}; a text is wanted that is not blank and has no control characters.")
            : text;
    }

    public bool? AsFlag() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Element.GetBoolean()
        : Fail<bool?>($"Found {Found}; true or false is wanted.");

    public long? AsWhole(long least, long most) => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var number) && number >= least && number <= most
        ? number
        : Fail<long?>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Found {Found}; a whole number from {least} to {most} is wanted."));

    private string Quote() => TextOrNull is { } text
        ? $"'{(text.Length > MaxShownLength ? string.Concat(text.AsSpan(0, MaxShownLength), "…") : text)}'"
        : "a text with half a surrogate pair";
}
