using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Artifacts;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Http;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.Files;

/// <summary>The file of a completed task, and its manifest.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/spaces/{space}/download-tasks/{task}").WithTags("Files");
        tasks.MapMethods("file", [HttpMethods.Get, HttpMethods.Head], GetFileAsync)
            .WithName("getFile")
            .WithSummary("The file, in a container; also in ranges")
            .WithDescription("Permission and deadline are checked, and the download audited with its ranges, before the first byte. Later ranges of the same file continue a download that broke off.")
            .WithTaskErrors()
            .WithFileErrors()
            .WithErrors(StatusCodes.Status400BadRequest, ErrorCodes.UnknownContainer)
            .WithFileAnswer();
        tasks.MapGet("manifest", GetManifestAsync).WithName("getManifest").WithSummary("What the file consists of")
            .WithDescription("Rows, columns with their masks, each container with its length and SHA-256, each stored part with its own.").WithTaskErrors().WithFileErrors();
    }

    /// <summary>Says what an operation may answer that sends a file.</summary>
    public static RouteHandlerBuilder WithFileAnswer(this RouteHandlerBuilder endpoint) => endpoint
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status304NotModified)
        .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidRange)
        .WithErrors(StatusCodes.Status412PreconditionFailed, ErrorCodes.VersionMismatch)
        .WithErrors(StatusCodes.Status416RangeNotSatisfiable, GatewayCodes.InvalidRange, GatewayCodes.TooManyRanges)
        .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.DownloadLimitReached, ErrorCodes.PasswordMissing, ErrorCodes.NotPrepared)
        .WithErrors(StatusCodes.Status410Gone, ErrorCodes.FileKeyLost)
        .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.StoreUnavailable, ErrorCodes.PartDamaged);

    private static async Task<IResult> GetFileAsync(
        string space, string task, string? container, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains, IArtifactStore store)
    {
        RangeRequest? ranges = null;
        if ((TaskKeys.Read(space, task, out var key) ?? RangeRequest.Read(context.Request, out ranges)) is { } refused)
        {
            return refused;
        }

        var request = new OpenFileRequest
        {
            Container = string.IsNullOrEmpty(container) ? null : container,
            Range = ranges?.ToString(),
            HeadersOnly = HttpMethods.IsHead(context.Request.Method),
            OpensSealed = true,
            IfRange = RangeRequest.IfRangeOf(context.Request),
        };
        var answer = await grains.GetGrain<IDownloadTaskGrain>(key).OpenFileAsync(principal.ToCaller(), request);
        return answer.IsAccepted ? await FileAnswer.SendAsync(answer.Value, ranges, context, store) : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Ok<Manifest>, ProblemHttpResult>> GetManifestAsync(
        string space, string task, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        var answer = await grains.GetGrain<IDownloadTaskGrain>(key).GetManifestAsync(principal.ToCaller());
        return answer.IsAccepted ? TypedResults.Ok(ToManifest(answer.Value)) : Problem.From(answer.Rejection);
    }

    private static Manifest ToManifest(FileGrant grant)
    {
        var artifact = grant.Artifact;
        return new()
        {
            TaskId = artifact.Task.Task.Value,
            Name = artifact.Name,
            Format = ApiNames.Of(artifact.Format),
            Rows = artifact.Parts.Sum(part => part.Rows),
            Snapshot = grant.Snapshot,
            Columns = [.. artifact.Columns.Select(DownloadTaskMapping.ToField)],
            Formulas = ApiNames.Of(artifact.Options.FormulasIn(artifact.Format)),
            NeutralizedCells = artifact.Parts.Sum(part => part.NeutralizedCells),
            Containers =
            [
                .. from name in ContainerKinds.For(artifact.Format, artifact.Options.Compression)
                   let view = ContainerKinds.Open(artifact, name)
                   select new ManifestContainer(name, ArtifactFileName.Clean(artifact.Name) + view.FileNameExtension, view.Length, grant.Sha256Of(view.Identity)),
            ],
            Parts = [.. artifact.Parts.Select(part => new ManifestPart(part.Index, part.Rows, part.PlainBytes, part.StoredBytes, part.Sha256))],
        };
    }
}
