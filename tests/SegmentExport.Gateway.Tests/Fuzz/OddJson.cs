using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>Writes bodies by the schemas of the API document, and departs from them: other types, unknown and repeated properties, other lengths.</summary>
internal sealed class OddJson(JsonElement document, KnownValues known)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Numbers = ["0", "-1", "1", "5", "60", "61", "201", "2147483647", "2147483648", "-9223372036854775809", "1.5", "1e400", "-0", "01", "0.1e1", "1e-999"];

    /// <summary>A body that is more or less what a schema says.</summary>
    public string Write(Dice dice, JsonElement schema)
    {
        var json = new StringBuilder();
        Write(json, dice, schema, "");
        return json.ToString();
    }

    private void Write(StringBuilder json, Dice dice, JsonElement schema, string name)
    {
        schema = Resolve(schema);
        if (dice.Chance(4))
        {
            json.Append(OtherType(dice));
        }
        else if (schema.TryGetProperty("properties", out var properties))
        {
            WriteObject(json, dice, schema, properties);
        }
        else if (schema.TryGetProperty("items", out var items))
        {
            WriteArray(json, dice, items, name);
        }
        else
        {
            json.Append(TypeOf(schema) switch
            {
                "integer" => dice.Chance(70) ? $"{1 + dice.Below(60)}" : dice.Pick(Numbers),
                "boolean" => dice.Pick(["true", "false"]),
                _ => Quote(dice, known.Next(dice, name)),
            });
        }
    }

    private void WriteObject(StringBuilder json, Dice dice, JsonElement schema, JsonElement properties)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        var separator = "{";
        foreach (var property in properties.EnumerateObject().Where(property => dice.Chance(required.Contains(property.Name) ? 97 : 40)))
        {
            for (var times = dice.Chance(2) ? 2 : 1; times > 0; times--, separator = ",")
            {
                json.Append(separator).Append(Quote(dice, dice.Chance(2) ? OddText.Tamper(dice, property.Name) : property.Name)).Append(':');
                Write(json, dice, property.Value, property.Name);
            }
        }

        if (dice.Chance(4))
        {
            json.Append(separator).Append(Quote(dice, OddText.Next(dice))).Append(':').Append(OtherType(dice));
            separator = ",";
        }

        json.Append(separator == "{" ? "{}" : "}");
    }

    private void WriteArray(StringBuilder json, Dice dice, JsonElement items, string name)
    {
        json.Append('[');
        for (int i = 0, count = dice.Chance(3) ? dice.Pick([0, 21, 101, 1000]) : 1 + dice.Below(3); i < count; i++)
        {
            json.Append(i > 0 ? "," : "");
            Write(json, dice, items, name);
        }

        json.Append(']');
    }

    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            schema = choices[choices.GetArrayLength() - 1];
        }

        return schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!["#/components/schemas/".Length..])
            : schema;
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).First(one => one != "null")
        : type.GetString();

    private static string OtherType(Dice dice) => dice.Any(
        () => "null", () => "true", () => dice.Pick(Numbers), () => Quote(dice, OddText.Next(dice)), () => "[]", () => "{}", () => "[[[]]]", () => "{\"$type\":\"System.Object\"}", () => "\"\\uD800\"");

    /// <summary>With escapes, or with the characters themselves.</summary>
    private static string Quote(Dice dice, string text) => JsonSerializer.Serialize(text, dice.Chance(50) ? Plain : null);
}
