using System.Data.Common;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Keys;

namespace SegmentExport.Hosting.Keys;

/// <summary>Keys of tasks: random, kept wrapped and apart from the tasks.</summary>
internal sealed class ArtifactKeys(IArtifactKeyStore store, KeyWrapping wrapping) : IArtifactKeys
{
    public ValueTask<ArtifactKey> GetOrCreateAsync(TaskKey task, CancellationToken cancellationToken) => TranslateAsync(async () =>
        wrapping.Unwrap(task, await store.AddAsync(task, wrapping.Wrap(task, ArtifactKey.Create()), cancellationToken)));

    public ValueTask<ArtifactKey?> FindAsync(TaskKey task, CancellationToken cancellationToken) => TranslateAsync(async () =>
        await store.FindAsync(task, cancellationToken) is { } wrapped ? wrapping.Unwrap(task, wrapped) : null);

    public async ValueTask DestroyAsync(TaskKey task, CancellationToken cancellationToken) => await TranslateAsync(async () =>
    {
        await store.DestroyAsync(task, cancellationToken);
        return true;
    });

    private static async ValueTask<T> TranslateAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            // Files and SQLite's library block.
            return await Task.Run(async () => await work());
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new PackagingException(ErrorCodes.StoreUnavailable, "The keys of files cannot be read or written now.", isTransient: true, fault);
        }
    }
}
