namespace SegmentExport.Packaging.Fragments;

/// <summary>No compression.</summary>
internal sealed class StoredFragmentEncoder(Stream destination) : FragmentEncoder
{
    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> plain) => destination.Write(plain);

    /// <inheritdoc />
    public override void EndFragment()
    {
    }

    /// <inheritdoc />
    public override void Dispose()
    {
    }
}
