using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>A download task named from outside its space: the key of its grain and of its parts.</summary>
/// <param name="Space">The space.</param>
/// <param name="Task">The task.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.TaskKey")]
public readonly record struct TaskKey([property: Id(0)] SpaceId Space, [property: Id(1)] TaskId Task)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no task key.</exception>
    public static TaskKey Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && SpaceId.TryParse(text[..slash], out var space) && TaskId.TryParse(text[(slash + 1)..], out var task)
            ? new(space, task)
            : throw new FormatException("Not a task key: it is '{space}/{task}'.");
    }

    /// <summary><c>{space}/{task}</c>.</summary>
    public override string ToString() => $"{Space.Value}/{Task.Value}";
}
