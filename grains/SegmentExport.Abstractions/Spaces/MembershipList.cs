using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Spaces;

/// <summary>The spaces a user belongs to.</summary>
/// <param name="Items">One a space, in the catalog's order.</param>
/// <param name="IsOperator">Whether the user operates the installation, of which spaces ever.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.MembershipList")]
public sealed record MembershipList([property: Id(0)] ImmutableArray<Membership> Items, [property: Id(1)] bool IsOperator);
