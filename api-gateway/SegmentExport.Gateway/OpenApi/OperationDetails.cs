using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Adds to the operations of the API document what their methods' parameters do not show: headers, and which need no token.</summary>
internal static class OperationDetails
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, description) in HeadersOf(operation.OperationId))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Name, string Description)> HeadersOf(string? operation) => operation switch
    {
        "createDownloadTask" => [IdempotencyKey],
        "withdrawDownloadTask" or "approveDownloadTask" or "rejectDownloadTask" => [IdempotencyKey, ("If-Match", "The ETag of the task that the decision is meant for; 412 where it has changed since.")],
        "getFile" => [("Range", "One range of bytes, answered with 206."), ("If-Range", "The ETag that the range is of; the whole file where it is another."), ("If-None-Match", "ETags that the client has.")],
        _ => [],
    };

    private static (string Name, string Description) IdempotencyKey => ("Idempotency-Key", "1 to 255 visible ASCII characters; who repeats a command sends the same.");
}
