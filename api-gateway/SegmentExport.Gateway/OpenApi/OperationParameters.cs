using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Files;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>What the parameters of the API take. They are read as text, so that a wrong value gets an error of its own.</summary>
internal static class OperationParameters
{
    private static readonly string IdempotencyKey = $"1 to {DownloadTasks.IdempotencyKey.MaxLength} visible ASCII characters; who repeats a command sends the same.";

    public static void Describe(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Description = DescriptionOf(parameter.Name!);
            parameter.Schema = SchemaOf(parameter.Name!);
        }

        if (operation.OperationId == "listAudit")
        {
            DescribeAudit((operation.Parameters ?? []).OfType<OpenApiParameter>());
        }

        if (operation.OperationId == "listDeliveries")
        {
            DescribeDeliveries((operation.Parameters ?? []).OfType<OpenApiParameter>());
        }

        foreach (var (name, description) in HeadersOf(operation.OperationId))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = SchemaOf(name) });
        }
    }

    private static void DescribeAudit(IEnumerable<OpenApiParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            (parameter.Description, parameter.Schema) = parameter.Name switch
            {
                "task" => ("Only what concerns this task.", parameter.Schema),
                "limit" => (parameter.Description, Limit(AuditQuery.MaxLimit, AuditQuery.DefaultLimit)),
                _ => (parameter.Description, parameter.Schema),
            };
        }
    }

    private static void DescribeDeliveries(IEnumerable<OpenApiParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            (parameter.Description, parameter.Schema) = parameter.Name switch
            {
                "status" => ("Only those that are so far.", OneOf<WebhookDeliveryStatus>()),
                "limit" => (parameter.Description, Limit(WebhookDeliveryQuery.MaxLimit, WebhookDeliveryQuery.DefaultLimit)),
                _ => (parameter.Description, parameter.Schema),
            };
        }
    }

    private static OpenApiSchema OneOf<T>()
        where T : struct, Enum => new() { Type = JsonSchemaType.String, Enum = [.. ApiNames.All<T>().Select(name => JsonValue.Create(name))] };

    private static OpenApiSchema Limit(int most, int usual) => new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{most}", Default = JsonValue.Create(usual) };

    private static string? DescriptionOf(string name) => name switch
    {
        "space" => "The space's id.",
        "segment" => "The segment's id.",
        "task" => "The task's id.",
        "search" => $"Part of the segment's name, at most {ListQueries.MaxSearchLength} characters; letters of both cases are the same.",
        "status" => "Only tasks of this status.",
        "mine" => "Whether only the caller's own tasks. Default false.",
        "submitter" => "Only tasks of this user.",
        "archived" => "Whether the tasks that were archived, long after they ended, and no others. Default false.",
        "cursor" => "`nextCursor` of the page before.",
        "limit" => "How many at most.",
        "container" => "What the file is handed out in, one of the task's `containers`; default the first.",
        "link" => "The link's token.",
        "format" => "What the page is answered as.",
        "webhook" => "The endpoint's id in the settings.",
        "endpoint" => "Only those to this endpoint.",
        "delivery" => "The delivery's number.",
        _ => null,
    };

    private static OpenApiSchema SchemaOf(string name) => name switch
    {
        "status" => OneOf<DownloadTaskStatus>(),
        "container" => new() { Type = JsonSchemaType.String, Enum = [.. ContainerKinds.All.Select(name => JsonValue.Create(name))] },
        "task" => new() { Type = JsonSchemaType.String, Pattern = "^[0-9a-f]{32}$" },
        "format" => new() { Type = JsonSchemaType.String, Enum = ["json", "csv"], Default = JsonValue.Create("json") },
        "search" => new() { Type = JsonSchemaType.String, MaxLength = ListQueries.MaxSearchLength },
        "Idempotency-Key" => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = DownloadTasks.IdempotencyKey.MaxLength },
        "mine" or "archived" => new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
        "limit" => Limit(DownloadTaskQuery.MaxLimit, DownloadTaskQuery.DefaultLimit),
        "endpoint" => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = WebhookIdText.MaxLength, Pattern = "^[a-z0-9-]+$" },
        "delivery" => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" },
        _ => new() { Type = JsonSchemaType.String },
    };

    private static IEnumerable<(string Name, string Description)> HeadersOf(string? operation) => operation switch
    {
        "createDownloadTask" => [("Idempotency-Key", IdempotencyKey)],
        "withdrawDownloadTask" or "approveDownloadTask" or "rejectDownloadTask" =>
            [("Idempotency-Key", IdempotencyKey), ("If-Match", "The ETag of the task that the decision is meant for; 412 where it has changed since.")],
        "getOverview" => [("If-None-Match", "The ETag that the client has; 304 where the overview is still the same.")],
        "streamEvents" => [("Last-Event-ID", "The `id` of the last event that the client has; the stream goes on behind it.")],
        "getFile" or "getLinkedFile" =>
        [
            ("Range", $"Ranges of bytes, at most {RangeRequest.MaxRanges}, answered with 206: one as it is, several as `multipart/byteranges`, those that overlap or touch as one. GET only."),
            ("If-Range", "The ETag that the ranges are of; the whole file where it is another."),
            ("If-Match", "ETags, one of which the file must have; 412 where it has not."),
            ("If-None-Match", "ETags that the client has; 304 where the file's is one of them."),
        ],
        _ => [],
    };
}
