using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Adds to the operations of the API document what the signatures of their methods do not show: headers, what parameters take, error codes, and which need no token.</summary>
internal static class OperationDetails
{
    private static readonly string[] FileTypes = ["application/gzip", "application/zip", "application/octet-stream"];

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }

        OperationParameters.Describe(operation);
        NameErrors(operation, metadata.OfType<StatusErrors>());
        if (operation.OperationId == "getFile")
        {
            DescribeFile(operation, HttpMethods.IsHead(context.Description.HttpMethod!));
        }

        return Task.CompletedTask;
    }

    private static void NameErrors(OpenApiOperation operation, IEnumerable<StatusErrors> errors)
    {
        foreach (var status in errors.GroupBy(error => error.StatusCode))
        {
            operation.Responses![$"{status.Key}"].Description = string.Join(", ", status.SelectMany(error => error.Codes).Distinct().Select(code => $"`{code}`"));
        }
    }

    /// <summary>A file's bytes have no schema (OpenAPI 3.1, section 4.8.14.3), an answer to HEAD no content, and each operation a name of its own.</summary>
    private static void DescribeFile(OpenApiOperation operation, bool isHead)
    {
        var media = FileTypes.ToDictionary(type => type, _ => new OpenApiMediaType());
        var responses = operation.Responses!;
        ((OpenApiResponse)responses["200"]).Content = media;
        ((OpenApiResponse)responses["206"]).Content = media;
        if (isHead)
        {
            operation.OperationId = "headFile";
            operation.Summary = "What a GET would answer, without the file";
            responses.Remove("206");
            responses.Remove("416");
            foreach (var response in responses.Values.OfType<OpenApiResponse>())
            {
                response.Content = null;
            }
        }
    }
}
