using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Errors;
using SegmentExport.Gateway.Http;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.Files;

/// <summary>Answers with a file, once the task's grain has allowed it: whole, in ranges, or not at all where the client has it (RFC 9110, sections 13 to 15). The same for every container.</summary>
internal sealed class FileAnswer
{
    private const int BodyBufferBytes = 64 * 1024;

    private readonly FileGrant _grant;
    private readonly ContainerView _view;
    private readonly EntityTagHeaderValue _tag;
    private readonly HttpContext _context;

    private FileAnswer(FileGrant grant, HttpContext context)
    {
        (_grant, _context) = (grant, context);
        _view = ContainerKinds.Open(grant.Artifact, grant.Container, grant.Protections)!;
        _tag = new($"\"{_view.Identity}\"");
    }

    private HttpResponse Response => _context.Response;

    /// <summary>Answers.</summary>
    /// <param name="grant">What is handed out.</param>
    /// <param name="ranges">What of it is asked for; null: all.</param>
    /// <param name="context">The request.</param>
    /// <param name="store">Has the parts.</param>
    public static async Task<IResult> SendAsync(FileGrant grant, RangeRequest? ranges, HttpContext context, IArtifactStore store)
    {
        var answer = new FileAnswer(grant, context);
        context.Response.Headers.ETag = answer._tag.ToString();
        context.Response.Headers.AcceptRanges = "bytes";
        if (answer.CheckConditions() is { } refused)
        {
            return refused;
        }

        var stretches = ranges is not null && RangeRequest.IsMeantFor(context.Request, answer._tag) ? ranges.Within(answer._view.Length) : (ImmutableArray<ByteRange>?)null;
        if (stretches is { IsEmpty: true })
        {
            return answer.NotSatisfiable();
        }

        answer.AddHeaders();
        var services = context.RequestServices;
        var task = services.GetRequiredService<IGrainFactory>().GetGrain<IDownloadTaskWorkGrain>(grant.Artifact.Task.ToString());
        await using var transfer = Transfer.Begin(task, grant.ExpiresAt, services.GetRequiredService<TimeProvider>());
        await answer.WriteAsync(stretches, new StoredParts(store, grant.Artifact, grant.Key));
        return TypedResults.Empty;
    }

    private IResult? CheckConditions()
    {
        var request = _context.Request.GetTypedHeaders();
        if (request.IfMatch is { Count: > 0 } wanted && !wanted.Any(seen => seen.Compare(_tag, useStrongComparison: true) || seen.Equals(EntityTagHeaderValue.Any)))
        {
            return Problem.Of(StatusCodes.Status412PreconditionFailed, ErrorCodes.VersionMismatch, $"The file's ETag is {_tag}, none of those in If-Match.", "If-Match");
        }

        return request.IfNoneMatch.Any(seen => seen.Compare(_tag, useStrongComparison: false) || seen.Equals(EntityTagHeaderValue.Any))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : null;
    }

    private ProblemHttpResult NotSatisfiable()
    {
        Response.Headers.ContentRange = $"bytes */{_view.Length}";
        return Problem.Of(StatusCodes.Status416RangeNotSatisfiable, GatewayCodes.InvalidRange, $"The range lies outside of the file, which has {_view.Length} bytes.", "Range");
    }

    private void AddHeaders()
    {
        Response.ContentType = _view.ContentType;
        Response.Headers.ContentDisposition = ContentDisposition.For(ArtifactFileName.Clean(_grant.Artifact.Name) + _view.FileNameExtension);
        if (_grant.Sha256Of(_view.Identity) is { } sha256)
        {
            // Of the whole file, whatever stretch of it is sent (RFC 9530, section 3).
            Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(sha256))}:";
        }
    }

    private async Task WriteAsync(ImmutableArray<ByteRange>? stretches, StoredParts parts)
    {
        switch (stretches)
        {
            case null:
                await WriteAsync(_view.Length, (body, ended) => _view.CopyToAsync(parts, body, 0, _view.Length, ended).AsTask());
                break;
            case [var one]:
                Response.StatusCode = StatusCodes.Status206PartialContent;
                Response.Headers.ContentRange = one.ContentRange(_view.Length);
                await WriteAsync(one.Length, (body, ended) => _view.CopyToAsync(parts, body, one.Offset, one.Length, ended).AsTask());
                break;
            case { } several:
                var multipart = new MultipartRanges(_view, several);
                Response.StatusCode = StatusCodes.Status206PartialContent;
                Response.ContentType = multipart.ContentType;
                await WriteAsync(multipart.Length, (body, ended) => multipart.CopyToAsync(parts, body, ended));
                break;
        }
    }

    private async Task WriteAsync(long length, Func<Stream, CancellationToken, Task> write)
    {
        Response.ContentLength = length;
        if (!HttpMethods.IsHead(_context.Request.Method))
        {
            // What comes before the first stored byte waits for it, so that parts that cannot be read are answered with an error and not with a file cut short.
            var body = new BufferedStream(new ResponseBody(Response.BodyWriter), BodyBufferBytes);
            await DownloadMetrics.MeasureAsync(_grant.Container, length, SendAsync, _context.RequestAborted);

            async Task SendAsync()
            {
                await write(body, _context.RequestAborted);
                await body.FlushAsync(_context.RequestAborted);
            }
        }
    }
}
