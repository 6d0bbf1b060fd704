using SegmentExport.Domain.Identity;

namespace SegmentExport.Artifacts.Objects;

/// <summary>Names of parts in a store without folders: <c>{prefix}{space}/{task}/{part:D5}.part</c>, of internal ids alone.</summary>
/// <param name="prefix">What all names begin with: empty, or ends with a slash.</param>
internal sealed class PartNames(string prefix)
{
    /// <summary>What all names begin with.</summary>
    public string Prefix => prefix;

    /// <summary>What is written to find out whether the store can be written. No part has such a name.</summary>
    public string Check => $"{prefix}.check";

    /// <summary>What the names of a task's parts begin with.</summary>
    /// <exception cref="ArgumentException">The key has no space or no task.</exception>
    public string PrefixOf(TaskKey task) =>
        task is { Space.Value: { } space, Task.Value: { } id } && SpaceId.TryParse(space, out _) && TaskId.TryParse(id, out _)
            ? $"{prefix}{space}/{id}/"
            : throw new ArgumentException("The key has no space or no task.", nameof(task));

    /// <summary>The name of a part.</summary>
    /// <inheritdoc cref="PrefixOf" />
    public string Of(TaskKey task, int part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        return $"{PrefixOf(task)}{part:D5}.part";
    }

    /// <summary>Whose a name is; null where it is none of ours.</summary>
    /// <param name="name">A part's name, or what a task's names begin with.</param>
    public TaskKey? OwnerOf(string name)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        return name[prefix.Length..].Split('/') is [var space, var task, _] && SpaceId.TryParse(space, out var spaceId) && TaskId.TryParse(task, out var taskId)
            ? new(spaceId, taskId)
            : null;
    }
}
