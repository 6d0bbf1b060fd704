using Apache.Arrow;

namespace SegmentExport.Packaging.Tests.Fuzz;

/// <summary>A column of random values.</summary>
/// <param name="Values">As a source gives them.</param>
/// <param name="SqlType">What DuckDB reads it as.</param>
/// <param name="Texts">What a reader has to find: each value as DuckDB's text of it.</param>
/// <param name="IsText">Whether the values are texts.</param>
internal sealed record RandomColumn(IArrowArray Values, string SqlType, IReadOnlyList<string?> Texts, bool IsText = false)
{
    public override string ToString() => $"{SqlType}: {string.Join(" | ", Texts.Take(20).Select(text => text ?? "∅"))}";
}
