using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Keys;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Keys;

/// <summary>Keys from the settings, or else from <c>{DataPath}/keys/{space}.key</c>, made at first need and never changed: with another key no hash matches any more.</summary>
internal sealed class SpaceKeys(IOptions<SpaceKeyOptions> options, DataPaths paths, ICurrentCatalog catalog) : ISpaceKeys
{
    private readonly ConcurrentDictionary<SpaceId, ReadOnlyMemory<byte>> _known = new();

    public ValueTask<ReadOnlyMemory<byte>> GetHashKeyAsync(SpaceId space, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_known.GetOrAdd(space, Find));
    }

    private ReadOnlyMemory<byte> Find(SpaceId space)
    {
        if (options.Value.Keys.TryGetValue(space.Value, out var configured))
        {
            return Convert.FromBase64String(configured);
        }

        // Only what the catalog names gets a file; a name from elsewhere never becomes a path.
        if (catalog.Value.Space(space) is null)
        {
            throw new PackagingException(ErrorCodes.Internal, $"The catalog has no space '{space}' (any more), so there is no key for it.", isTransient: false);
        }

        try
        {
            return KeyFile.GetOrCreate(Path.Combine(paths.Keys, space.Value + ".key")) ?? throw new PackagingException(
                ErrorCodes.Internal, $"The key file of the space is not {SpaceKeyOptions.KeyLength} bytes long. Restore it from a backup.", isTransient: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PackagingException(ErrorCodes.Internal, "The key of the space cannot be read or made. The data folder's permissions tell more.", isTransient: true, fault);
        }
    }
}
