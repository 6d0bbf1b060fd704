using System.Security.Cryptography;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Containers;

/// <summary>Takes bytes for their digest alone.</summary>
internal sealed class DigestStream(IncrementalHash digest) : WriteOnlyStream
{
    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer) => digest.AppendData(buffer);

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        digest.AppendData(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
