using System.Collections.Immutable;
using Orleans;

namespace SegmentExport.Domain.Masking;

/// <summary>A masking rule (脱敏规则) with its parameters, as the catalog allows it for a field. Equal by value.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.MaskingRule")]
public sealed record MaskingRule
{
    /// <summary>The way of masking.</summary>
    [Id(0)]
    public required MaskingKind Kind { get; init; }

    /// <summary><c>keep</c> only: how many user-perceived characters stay in front. 0 to 64.</summary>
    [Id(1)]
    public int First { get; init; }

    /// <summary><c>keep</c> only: how many user-perceived characters stay at the end. 0 to 64.</summary>
    [Id(2)]
    public int Last { get; init; }

    /// <summary><c>bucket</c> only: the bounds between the ranges, strictly rising, at least one.</summary>
    [Id(3)]
    public ImmutableArray<decimal> Bounds { get; init; } = [];

    /// <inheritdoc />
    public bool Equals(MaskingRule? other) =>
        other is not null && Kind == other.Kind && First == other.First && Last == other.Last && Bounds.AsSpan().SequenceEqual(other.Bounds.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, First, Last, Bounds.Length);
}
