using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Http;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.Files;

/// <summary>Passwords of protected zips.</summary>
internal static class ProtectedZipEndpoints
{
    public static void MapProtectedZip(this RouteGroupBuilder api) => api.MapGroup("/spaces/{space}/download-tasks/{task}").WithTags("Files").MapPost("protected-zip", CreateAsync)
        .WithName("createZipPassword")
        .WithSummary("A password for the file as an encrypted zip; it is shown this once")
        .WithDescription("The zip (AES-256, as 7-Zip and WinZip know it) is the caller's own: `GET …/file?container=protected_zip`, once it is prepared. Who may download may have one. With `replace` a new password takes the place of the one before.")
        .WithTaskErrors()
        .WithFileErrors()
        .WithBodyErrors()
        .WithErrors(StatusCodes.Status400BadRequest, ErrorCodes.UnknownContainer)
        .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.PasswordAlreadyShown, ErrorCodes.TooManyPasswords)
        .WithErrors(StatusCodes.Status410Gone, ErrorCodes.FileKeyLost);

    private static async Task<Results<Ok<Client.Contracts.ZipPassword>, ProblemHttpResult>> CreateAsync(
        string space, string task, CreateZipPassword? body, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        var answer = await grains.GetGrain<IDownloadTaskGrain>(key).ProtectZipAsync(principal.ToCaller(), body?.Replace ?? false);
        return answer.IsAccepted
            ? TypedResults.Ok(new Client.Contracts.ZipPassword(answer.Value.Password, ContainerKinds.ProtectedZip))
            : Problem.From(answer.Rejection);
    }
}
