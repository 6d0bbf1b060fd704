using System.Collections.Immutable;
using System.Text.Json;

namespace SegmentExport.Gateway.Users;

/// <summary>Reads the rows that a grain has encoded.</summary>
internal static class RowItems
{
    /// <summary>One element a line.</summary>
    public static IReadOnlyList<JsonElement> Of(ImmutableArray<byte> lines)
    {
        var items = new List<JsonElement>();
        var reader = new Utf8JsonReader(lines.AsSpan(), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            items.Add(JsonElement.ParseValue(ref reader));
        }

        return items;
    }
}
