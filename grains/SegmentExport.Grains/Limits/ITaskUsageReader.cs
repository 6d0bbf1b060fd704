using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Grains.Limits;

/// <summary>What the stored tasks use of their spaces' limits.</summary>
public interface ITaskUsageReader
{
    /// <summary>The tasks of a space whose packaging is not over, and all that were submitted since a time.</summary>
    ValueTask<IReadOnlyList<TaskUsage>> ReadAsync(SpaceId space, DateTimeOffset since, CancellationToken cancellationToken);
}
