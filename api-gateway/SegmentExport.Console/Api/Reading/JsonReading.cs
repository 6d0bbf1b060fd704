using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SegmentExport.WebConsole.Api.Reading;

/// <summary>
/// What readers by hand have in common. The types that the first page waits for are read so: for each type and each of its members' types the serializer has classes and methods of its own, which the
/// browser would have to get to know first. That takes longer than all requests.
/// </summary>
internal static class JsonReading
{
    /// <summary>Reads a whole text.</summary>
    /// <exception cref="JsonException">It is another than is read here.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonRead<T> read)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            return read(ref reader);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException)
        {
            throw new JsonException("Found a value of another kind than is allowed.", fault);
        }
    }

    /// <summary>Sees that an object begins.</summary>
    public static void BeginObject(this ref Utf8JsonReader reader) => Expect(ref reader, JsonTokenType.StartObject);

    /// <summary>Goes to the value of the next member of the object that was begun.</summary>
    /// <returns>False: there is none left.</returns>
    public static bool NextMember(this ref Utf8JsonReader reader, [NotNullWhen(true)] out string? name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = null;
            return false;
        }

        name = reader.GetString()!;
        reader.Read();
        return true;
    }

    /// <summary>Reads a list.</summary>
    public static IReadOnlyList<T> Items<T>(this ref Utf8JsonReader reader, JsonRead<T> read)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(read(ref reader));
        }

        return items;
    }

    /// <summary>Reads a text.</summary>
    public static string Text(ref Utf8JsonReader reader) => reader.GetString() ?? throw new JsonException("Found null, where a text is allowed.");

    /// <summary>Reads a list of texts.</summary>
    public static IReadOnlyList<string> Texts(this ref Utf8JsonReader reader) => reader.Items(Text);

    /// <summary>Whether a value is there.</summary>
    public static bool IsThere(this ref Utf8JsonReader reader) => reader.TokenType != JsonTokenType.Null;

    /// <summary>What has to be there.</summary>
    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw new JsonException($"There is no {name}.");

    /// <summary>What has to be there.</summary>
    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw new JsonException($"There is no {name}.");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType allowed)
    {
        if (reader.TokenType != allowed)
        {
            throw new JsonException($"Found {reader.TokenType}, where {allowed} is allowed.");
        }
    }
}
