using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Keys;

namespace SegmentExport.Grains.Tasks;

/// <summary>The keys that seal the parts of tasks, for those who pack and those who read.</summary>
internal sealed class TaskSeals(IArtifactKeys keys)
{
    private const string Lost = "The key of the file's parts is gone, so nobody can read them any more. Create the task again.";

    /// <summary>What the task's further parts are sealed with: the key of those that it has.</summary>
    /// <exception cref="PackagingException">The keys are out of reach, or that one is gone.</exception>
    public async Task<ArtifactKey> ForPackingAsync(DownloadTaskState task, CancellationToken cancellationToken)
    {
        var wanted = KeyIdOf(task);
        var key = wanted is null ? await keys.GetOrCreateAsync(task.Key, cancellationToken) : await keys.FindAsync(task.Key, cancellationToken);
        return key is not null && (wanted is null || key.Id == wanted) ? key : throw new PackagingException(ErrorCodes.FileKeyLost, Lost, isTransient: false);
    }

    /// <summary>What opens the task's parts; nothing where none is sealed. A record that names no key may be one that a silo of an earlier version has written meanwhile.</summary>
    /// <exception cref="PackagingException">The keys are out of reach, or that one is gone.</exception>
    public async Task<ArtifactKey?> ForReadingAsync(DownloadTaskState task, CancellationToken cancellationToken) =>
        KeyIdOf(task) is null ? await keys.FindAsync(task.Key, cancellationToken) : await ForPackingAsync(task, cancellationToken);

    /// <summary>What opens the task's parts, for a download.</summary>
    /// <returns>The key, or why there is none where one is needed.</returns>
    public async Task<(ArtifactKey? Key, Rejection? Refusal)> ForDownloadAsync(DownloadTaskState task, OpenFileRequest request)
    {
        if (request.HeadersOnly)
        {
            return (null, null);
        }

        try
        {
            var key = await ForReadingAsync(task, CancellationToken.None);
            return key is null || request.OpensSealed
                ? (key, null)
                : (null, Refuse(RejectionKind.Unavailable, ErrorCodes.StoreUnavailable, "This gateway is of a version that cannot open encrypted parts. An operator has to replace it."));
        }
        catch (PackagingException fault)
        {
            return (null, Refuse(fault.Code == ErrorCodes.FileKeyLost ? RejectionKind.Gone : RejectionKind.Unavailable, fault.Code, fault.Message));
        }
    }

    /// <summary>Whether a key is the one that the task's parts are sealed with.</summary>
    public static bool IsOf(DownloadTaskState task, ArtifactKey? key) => key is not null && key.Id == KeyIdOf(task);

    private static string? KeyIdOf(DownloadTaskState task) => task.Packaging.Packed.Select(part => part.KeyId).FirstOrDefault(id => id is not null);

    private static Rejection Refuse(RejectionKind kind, string code, string message) => new() { Kind = kind, Code = code, Message = message };
}
