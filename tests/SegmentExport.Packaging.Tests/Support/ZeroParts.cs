namespace SegmentExport.Packaging.Tests.Support;

/// <summary>Parts of any length, all zeros.</summary>
internal sealed class ZeroParts : IPartReader
{
    public ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new Zeros());

    private sealed class Zeros : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Clear();
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
