using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Adds to the operations of the API document what the signatures of their methods do not show: headers, what parameters take, error codes, and which need no token.</summary>
internal static class OperationDetails
{
    private static readonly string[] FileTypes =
    [
        "application/gzip", "application/zip", "application/zstd", "text/csv", "application/jsonl", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream",
    ];

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }

        OperationParameters.Describe(operation);
        NameErrors(operation, metadata.OfType<StatusErrors>());
        if (operation.OperationId is "getFile" or "getLinkedFile")
        {
            DescribeFile(operation, HttpMethods.IsHead(context.Description.HttpMethod!));
        }

        ResponseHeaders.Describe(operation);
        Sort(operation);
        return Task.CompletedTask;
    }

    private static void Sort(OpenApiOperation operation)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal))
        {
            sorted[status] = response;
        }

        operation.Responses = sorted;
    }

    private static void NameErrors(OpenApiOperation operation, IEnumerable<StatusErrors> errors)
    {
        foreach (var status in errors.GroupBy(error => error.StatusCode))
        {
            var codes = status.SelectMany(error => error.Codes).Distinct().ToArray();
            var response = (OpenApiResponse)operation.Responses![$"{status.Key}"];
            response.Description = string.Join(", ", codes.Select(code => $"`{code}`"));
            response.Content![Problem.MediaType].Example = ProblemSchema.Example(status.Key, codes[^1]);
        }
    }

    /// <summary>A file's bytes are <c>binary</c> text, by which generators of clients know a stream; an answer to HEAD has no content, and each operation a name of its own.</summary>
    private static void DescribeFile(OpenApiOperation operation, bool isHead)
    {
        var media = FileTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } });
        var responses = operation.Responses!;
        foreach (var status in (string[])["200", "206"])
        {
            var response = (OpenApiResponse)responses[status];
            response.Content = new Dictionary<string, OpenApiMediaType>(media);
        }

        ((OpenApiResponse)responses["206"]).Content!["multipart/byteranges"] = media[FileTypes[0]];
        if (isHead)
        {
            operation.OperationId = operation.OperationId!.Replace("get", "head", StringComparison.Ordinal);
            operation.Summary = "What a GET would answer, without the file";
            operation.Description = "It is checked and audited like one. Ranges are ignored.";
            responses.Remove("206");
            responses.Remove("416");
            if (operation.OperationId == "headLinkedFile")
            {
                // Nothing of it could be wrong but the range, which HEAD does not look at.
                responses.Remove("400");
            }

            foreach (var response in responses.Values.OfType<OpenApiResponse>())
            {
                response.Content = null;
            }
        }
    }
}
