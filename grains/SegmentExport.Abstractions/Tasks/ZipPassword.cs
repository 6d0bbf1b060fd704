namespace SegmentExport.Abstractions.Tasks;

/// <summary>The password of a protected zip, on its one way to whoever asked for it. Never logged or stored.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.ZipPassword")]
public sealed record ZipPassword
{
    /// <summary>The password.</summary>
    [Id(0)]
    public required string Password { get; init; }

    /// <summary>Says nothing of it.</summary>
    public override string ToString() => nameof(ZipPassword);
}
