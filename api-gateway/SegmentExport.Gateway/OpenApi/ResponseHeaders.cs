using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The headers of answers that a client acts on.</summary>
internal static class ResponseHeaders
{
    private static readonly Header[] Task =
        [new("ETag", "The task's revision; send it as `If-Match` with a decision that is meant for just this state.")];

    private static readonly Header[] Tag =
    [
        new("ETag", "The file's. Strong, and the same for the same bytes: of this task and container, whoever downloads it."),
        new("Accept-Ranges", "`bytes`."),
    ];

    private static readonly Header[] File =
    [
        .. Tag,
        new("Content-Disposition", "`attachment`, with a name in ASCII and the real one in UTF-8 (RFC 6266)."),
        new("Content-Length", "The bytes that follow."),
        new("Repr-Digest", "SHA-256 of the whole file (RFC 9530), also with a range of it; absent until it was computed, some time after completion.", IsAlwaysThere: false),
    ];

    public static void Describe(OpenApiOperation operation)
    {
        foreach (var (status, response) in operation.Responses!)
        {
            foreach (var header in Of(operation.OperationId!, status))
            {
                (((OpenApiResponse)response).Headers ??= new Dictionary<string, IOpenApiHeader>())[header.Name] =
                    new OpenApiHeader { Description = header.Description, Required = header.IsAlwaysThere, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            }
        }
    }

    private static Header[] Of(string operation, string status) => (operation, status) switch
    {
        ("createDownloadTask", "202") => [new("Location", "The task."), .. Task],
        ("getDownloadTask" or "withdrawDownloadTask" or "approveDownloadTask" or "rejectDownloadTask", "200") => Task,
        ("getFile" or "getLinkedFile" or "headFile" or "headLinkedFile", "200") => File,
        ("getFile" or "getLinkedFile", "206") => [.. File, new("Content-Range", "The range, where there is one; with several, each part of the body has its own.", IsAlwaysThere: false)],
        ("getFile" or "getLinkedFile" or "headFile" or "headLinkedFile", "304" or "412") => Tag,
        // Too many ranges are refused before the file is looked at.
        ("getOverview", "200" or "304") => [new("ETag", "The overview's; send it as `If-None-Match` with the next request.")],
        (_, "416") => [.. Tag.Select(header => header with { IsAlwaysThere = false }), new("Content-Range", "`bytes */` and the file's length; absent with `too_many_ranges`.", IsAlwaysThere: false)],
        (_, "401") => [new("WWW-Authenticate", "`Bearer`.")],
        (_, "429" or "503") when operation is not "startup" and not "live" and not "ready" => [new("Retry-After", "Seconds after which it is worth trying again.")],
        _ => [],
    };

    private sealed record Header(string Name, string Description, bool IsAlwaysThere = true);
}
