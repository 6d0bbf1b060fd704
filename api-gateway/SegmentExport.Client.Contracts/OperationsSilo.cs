namespace SegmentExport.Client.Contracts;

/// <summary>A silo.</summary>
public sealed record OperationsSilo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>joining</c>, <c>active</c>, <c>stopping</c> or <c>dead</c>; a dead one is told until another has its name.</summary>
    public required string State { get; init; }

    /// <summary>How many shards it packs at a time; 0 where it offers none, or has fallen silent.</summary>
    public required int Slots { get; init; }

    /// <summary>How many of them are in use.</summary>
    public required int BusySlots { get; init; }

    /// <summary>Whether it told what it packs; false also where it starts or is dead, and was not asked.</summary>
    public required bool Answers { get; init; }
}
