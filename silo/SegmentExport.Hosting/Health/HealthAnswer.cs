namespace SegmentExport.Hosting.Health;

/// <summary>What a process says of its health.</summary>
internal sealed record HealthAnswer
{
    /// <summary><c>healthy</c> or <c>unhealthy</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Each check.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>One check.</summary>
    /// <param name="Name">What is checked.</param>
    /// <param name="Status">As above.</param>
    /// <param name="Description">What is wrong; null: nothing.</param>
    /// <param name="Seconds">How long the check took.</param>
    internal sealed record Check(string Name, string Status, string? Description, double Seconds);
}
