using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The headers of answers that a client acts on.</summary>
internal static class ResponseHeaders
{
    private static readonly (string Name, string Description)[] Task =
        [("ETag", "The task's revision; send it as `If-Match` with a decision that is meant for just this state.")];

    private static readonly (string Name, string Description)[] File =
    [
        ("ETag", "Strong, and the same for the same bytes: of this task and container, whoever downloads it."),
        ("Accept-Ranges", "`bytes`."),
        ("Content-Disposition", "`attachment`, with a name in ASCII and the real one in UTF-8 (RFC 6266)."),
        ("Content-Length", "The bytes that follow."),
        ("Repr-Digest", "SHA-256 of the whole file (RFC 9530), also with a range of it; absent until it was computed, some time after completion."),
    ];

    public static void Describe(OpenApiOperation operation)
    {
        foreach (var (status, response) in operation.Responses!)
        {
            foreach (var (name, description) in Of(operation.OperationId!, status))
            {
                (((OpenApiResponse)response).Headers ??= new Dictionary<string, IOpenApiHeader>())[name] =
                    new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            }
        }
    }

    private static (string Name, string Description)[] Of(string operation, string status) => (operation, status) switch
    {
        ("createDownloadTask", "202") => [("Location", "The task."), .. Task],
        ("getDownloadTask" or "withdrawDownloadTask" or "approveDownloadTask" or "rejectDownloadTask", "200") => Task,
        ("getFile" or "getLinkedFile" or "headFile" or "headLinkedFile", "200") => File,
        ("getFile" or "getLinkedFile", "206") => [.. File, ("Content-Range", "The range, where there is one; with several, each part of the body has its own.")],
        ("getFile" or "getLinkedFile", "304") => [("ETag", "The file's.")],
        (_, "416") => [("Content-Range", "`bytes */` and the file's length.")],
        (_, "401") => [("WWW-Authenticate", "`Bearer`.")],
        (_, "429" or "503") when operation is not "live" and not "ready" => [("Retry-After", "Seconds after which it is worth trying again.")],
        _ => [],
    };
}
