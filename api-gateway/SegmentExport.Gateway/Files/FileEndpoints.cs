using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Artifacts;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Packaging;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Http;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.Files;

/// <summary>The file of a completed task, and its manifest.</summary>
internal static class FileEndpoints
{
    private const int BodyBufferBytes = 64 * 1024;

    public static void MapFiles(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/spaces/{space}/download-tasks/{task}").WithTags("Files");
        tasks.MapMethods("file", [HttpMethods.Get, HttpMethods.Head], GetFileAsync)
            .WithName("getFile")
            .WithSummary("The file, in a container; also in ranges")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
            .Produces(StatusCodes.Status304NotModified)
            .WithTaskErrors()
            .WithFileErrors()
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidRange, ErrorCodes.UnknownContainer)
            .WithErrors(StatusCodes.Status412PreconditionFailed, ErrorCodes.VersionMismatch)
            .WithErrors(StatusCodes.Status416RangeNotSatisfiable, GatewayCodes.InvalidRange)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.StoreUnavailable);
        tasks.MapGet("manifest", GetManifestAsync).WithName("getManifest").WithSummary("What the file consists of").WithTaskErrors().WithFileErrors();
    }

    private static async Task<IResult> GetFileAsync(
        string space, string task, string? container, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains, IArtifactStore store)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        if (!ByteRange.TryRead(context.Request, out var ranges))
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest, GatewayCodes.InvalidRange, "The Range header is malformed. Send it like 'bytes=0-999', 'bytes=1000-' or 'bytes=-500'.", "Range");
        }

        var request = new OpenFileRequest
        {
            Container = string.IsNullOrEmpty(container) ? null : container,
            Range = ranges?.ToString(),
            HeadersOnly = HttpMethods.IsHead(context.Request.Method),
        };
        var answer = await grains.GetGrain<IDownloadTaskGrain>(key).OpenFileAsync(principal.ToCaller(), request);
        return answer.IsAccepted
            ? await SendAsync(answer.Value.Artifact, request.Container, ranges, context, store)
            : Problem.From(answer.Rejection);
    }

    private static async Task<IResult> SendAsync(
        ArtifactDescription artifact, string? container, RangeHeaderValue? ranges, HttpContext context, IArtifactStore store)
    {
        var view = ContainerKinds.Open(artifact, container)!;
        var tag = new EntityTagHeaderValue($"\"{view.Identity}\"");
        var (request, response) = (context.Request.GetTypedHeaders(), context.Response);
        response.Headers.ETag = tag.ToString();
        response.Headers.AcceptRanges = "bytes";
        if (request.IfMatch is { Count: > 0 } wanted && !wanted.Any(seen => seen.Compare(tag, useStrongComparison: true) || seen.Equals(EntityTagHeaderValue.Any)))
        {
            return Problem.Of(StatusCodes.Status412PreconditionFailed, ErrorCodes.VersionMismatch, $"The file's ETag is {tag}, none of those in If-Match.", "If-Match");
        }

        if (request.IfNoneMatch.Any(seen => seen.Compare(tag, useStrongComparison: false) || seen.Equals(EntityTagHeaderValue.Any)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var range = ByteRange.Choose(ranges, request, view.Length, tag);
        if (range is { Length: 0 })
        {
            response.Headers.ContentRange = $"bytes */{view.Length}";
            return Problem.Of(
                StatusCodes.Status416RangeNotSatisfiable, GatewayCodes.InvalidRange, $"The range lies outside of the file, which has {view.Length} bytes.", "Range");
        }

        response.ContentType = view.ContentType;
        response.Headers.ContentDisposition = ContentDisposition.For(artifact.Name + view.FileNameExtension);
        if (range is { } part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {part.Offset}-{part.Offset + part.Length - 1}/{view.Length}";
        }

        var (offset, length) = range is { } chosen ? (chosen.Offset, chosen.Length) : (0, view.Length);
        response.ContentLength = length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            // What comes before the first stored byte waits for it, so that parts that cannot be read are answered with an error and not with a file cut short.
            var body = new BufferedStream(response.Body, BodyBufferBytes);
            await view.CopyToAsync(new StoredParts(store, artifact.Task), body, offset, length, context.RequestAborted);
            await body.FlushAsync(context.RequestAborted);
        }

        return TypedResults.Empty;
    }

    private static async Task<Results<Ok<Manifest>, ProblemHttpResult>> GetManifestAsync(
        string space, string task, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        var answer = await grains.GetGrain<IDownloadTaskGrain>(key).GetManifestAsync(principal.ToCaller());
        return answer.IsAccepted ? TypedResults.Ok(ToManifest(answer.Value.Artifact)) : Problem.From(answer.Rejection);
    }

    private static Manifest ToManifest(ArtifactDescription artifact) => new()
    {
        TaskId = artifact.Task.Task.Value,
        Name = artifact.Name,
        Format = ApiNames.Of(artifact.Format),
        Rows = artifact.Parts.Sum(part => part.Rows),
        Columns = [.. artifact.Columns.Select(DownloadTaskMapping.ToField)],
        Formulas = ApiNames.Of(artifact.Options.FormulasIn(artifact.Format)),
        NeutralizedCells = artifact.Parts.Sum(part => part.NeutralizedCells),
        Containers =
        [
            .. from name in ContainerKinds.For(artifact.Format, artifact.Options.Compression)
               let view = ContainerKinds.Open(artifact, name)
               select new ManifestContainer(name, artifact.Name + view.FileNameExtension, view.Length),
        ],
        Parts = [.. artifact.Parts.Select(part => new ManifestPart(part.Index, part.Rows, part.PlainBytes, part.StoredBytes, part.Sha256))],
    };
}
