using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Keys;

/// <summary>The secrets of spaces.</summary>
public interface ISpaceKeys
{
    /// <summary>The key that <c>hash</c> masks with: 32 bytes, the same on every silo and after every restart.</summary>
    /// <exception cref="Domain.Errors.PackagingException">There is none, and none may be made.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetHashKeyAsync(SpaceId space, CancellationToken cancellationToken);
}
