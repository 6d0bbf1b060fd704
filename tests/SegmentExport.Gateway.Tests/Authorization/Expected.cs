namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>What an answer has to be.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The problem's code; null where it is none.</param>
internal sealed record Expected(int Status, string? Code = null)
{
    public override string ToString() => Code is null ? $"{Status}" : $"{Status} {Code}";
}
