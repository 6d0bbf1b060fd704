using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>Where a page ended: the last task's time of submission and id.</summary>
internal readonly record struct PageCursor(string SubmittedAt, string TaskId)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static PageCursor Parse(string text) => CursorText.TryParse(text, out var at, out var id) && Domain.Identity.TaskId.TryParse(id, out _)
        ? new(at, id)
        : throw new FormatException("Not a cursor of this list.");

    public override string ToString() => CursorText.Of(SubmittedAt, TaskId);
}
