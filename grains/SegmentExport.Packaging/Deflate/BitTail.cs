namespace SegmentExport.Packaging.Deflate;

/// <summary>Bits at the end of a block that wait for the next block to fill their byte.</summary>
/// <param name="Bits">The bits, the first one lowest.</param>
/// <param name="Count">How many; 0 to 7.</param>
internal readonly record struct BitTail(byte Bits, int Count);
