using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.WebConsole.Api;

/// <summary>What a call came to: a value, or a problem.</summary>
internal sealed record ApiResult<T>(T? Value, ApiProblem? Problem)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;
}
