namespace SegmentExport.Sources.Postgres;

/// <summary>Which of the bounds <see cref="SessionValue.From"/> and <see cref="SessionValue.To"/> a statement has.</summary>
/// <param name="HasFrom">Whether it begins somewhere.</param>
/// <param name="HasTo">Whether it ends somewhere; that key itself is not part of it.</param>
/// <param name="IsBehind">Whether the first key is not part of it either.</param>
internal readonly record struct Bounds(bool HasFrom, bool HasTo, bool IsBehind = false)
{
    /// <summary>All rows.</summary>
    public static Bounds None => default;
}
