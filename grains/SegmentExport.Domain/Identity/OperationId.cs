using System.Security.Cryptography;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>One command of one caller. The same command sent again carries the same id, and has no second effect.</summary>
/// <param name="Value">Any text of at most 64 characters that is unique within the task.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.OperationId")]
public readonly record struct OperationId([property: Id(0)] string Value)
{
    /// <summary>A new id: 128 random bits.</summary>
    public static OperationId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
