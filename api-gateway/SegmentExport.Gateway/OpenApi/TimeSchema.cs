using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Says in the API document that times are text, which a converter of our own hides.</summary>
internal static class TimeSchema
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        schema.Type = context.JsonTypeInfo.Type switch
        {
            var type when type == typeof(DateTimeOffset) => JsonSchemaType.String,
            var type when type == typeof(DateTimeOffset?) => JsonSchemaType.String | JsonSchemaType.Null,
            _ => schema.Type,
        };
        return Task.CompletedTask;
    }
}
