using System.Globalization;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>Where a page of the audit ended: the last row's time and id.</summary>
/// <param name="At">The time.</param>
/// <param name="Id">The id.</param>
internal readonly record struct AuditCursor(string At, long Id)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static AuditCursor Parse(string text) =>
        CursorText.TryParse(text, out var at, out var id) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(at, number)
            : throw new FormatException("Not a cursor of the audit.");

    public override string ToString() => CursorText.Of(At, Id.ToString(CultureInfo.InvariantCulture));
}
