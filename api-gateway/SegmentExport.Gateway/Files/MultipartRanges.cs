using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SegmentExport.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.Files;

/// <summary>Several stretches of a file as one body (RFC 9110, section 14.6), between lines that nobody can have put into a file.</summary>
/// <param name="view">The file.</param>
/// <param name="ranges">The stretches.</param>
internal sealed class MultipartRanges(ContainerView view, ImmutableArray<ByteRange> ranges)
{
    private readonly string _boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The body's media type.</summary>
    public string ContentType => $"multipart/byteranges; boundary={_boundary}";

    /// <summary>The body's length in bytes.</summary>
    public long Length => ranges.Index().Sum(part => Head(part.Index).Length + part.Item.Length) + End.Length;

    private byte[] End => Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");

    /// <summary>Writes the body.</summary>
    public async Task CopyToAsync(IPartReader parts, Stream body, CancellationToken cancellationToken)
    {
        foreach (var (index, range) in ranges.Index())
        {
            await body.WriteAsync(Head(index), cancellationToken);
            await view.CopyToAsync(parts, body, range.Offset, range.Length, cancellationToken);
        }

        await body.WriteAsync(End, cancellationToken);
    }

    private byte[] Head(int index) => Encoding.ASCII.GetBytes(
        $"{(index == 0 ? "" : "\r\n")}--{_boundary}\r\nContent-Type: {view.ContentType}\r\nContent-Range: {ranges[index].ContentRange(view.Length)}\r\n\r\n");
}
