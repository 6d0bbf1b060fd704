using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SegmentExport.Domain.Json;

/// <summary>
/// How a task's state is written as JSON: camelCase properties, enum values by their API names, no nulls, text as it is (but for what lies beyond U+FFFF), times in UTC with seven decimals so that they also
/// sort as text. The database's list reads this form and golden files pin it: a change of it needs a migration.
/// </summary>
public static class StateJson
{
    /// <summary>The options; frozen. A missing or null array reads as an empty one; unknown properties, derived ones among them, are passed over.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,

            // The JSON is stored, never put into a page: only what JSON itself wants is escaped.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { EmptyArrays.Apply } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new ImmutableArrayConverterFactory());
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new OperationIdConverter());
        options.MakeReadOnly();
        return options;
    }
}
