namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>One endpoint of the matrix.</summary>
/// <param name="Rule">What is expected, of whom, for a task of which status.</param>
/// <param name="Query">What follows the path.</param>
/// <param name="Body">The body; null: none.</param>
/// <param name="Changes">Whether it changes the task where it is allowed: then it gets one of its own.</param>
internal sealed record MatrixRow(Func<Who, string, Expected> Rule, string Query = "", object? Body = null, bool Changes = false);
