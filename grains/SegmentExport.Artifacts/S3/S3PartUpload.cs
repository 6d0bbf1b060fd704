using Amazon.S3.Model;
using SegmentExport.Artifacts.Objects;
using SegmentExport.ObjectStorage;
using S3Bucket = SegmentExport.ObjectStorage.S3.S3Bucket;

namespace SegmentExport.Artifacts.S3;

/// <summary>A part on its way into a bucket, by a multipart upload of its own where it is longer than a piece: attempts at the same part do not disturb each other.</summary>
internal sealed class S3PartUpload(S3Bucket bucket, string name, int pieceBytes, CancellationToken cancellationToken) : PieceUpload(pieceBytes, cancellationToken)
{
    private readonly List<PartETag> _pieces = [];
    private string? _upload;

    protected override Task StoreWholeAsync(MemoryStream piece, CancellationToken cancellationToken) => bucket.PutAsync(name, piece, cancellationToken);

    protected override async Task StorePieceAsync(int number, MemoryStream piece, CancellationToken cancellationToken)
    {
        _upload ??= (await bucket.CallAsync(client => client.InitiateMultipartUploadAsync(new() { BucketName = bucket.Name, Key = name }, cancellationToken), cancellationToken)).UploadId;
        var request = new UploadPartRequest
        {
            BucketName = bucket.Name,
            Key = name,
            UploadId = _upload,
            PartNumber = number,
            InputStream = piece,
            PartSize = piece.Length,
            UseChunkEncoding = false,
        };
        var stored = await bucket.CallAsync(client => client.UploadPartAsync(request, cancellationToken), cancellationToken);
        _pieces.Add(new(number, stored.ETag));
    }

    protected override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest { BucketName = bucket.Name, Key = name, UploadId = _upload, PartETags = _pieces };
        var completed = await bucket.CallAsync(client => client.CompleteMultipartUploadAsync(request, cancellationToken), cancellationToken);

        // A server may answer 200 at once and fail then: what it ends with has no tag.
        if (string.IsNullOrEmpty(completed.ETag))
        {
            throw ObjectFaults.Say(ObjectFault.NoAnswer, new InvalidDataException("The completion of an upload was not confirmed."));
        }
    }

    protected override Task AbortAsync(CancellationToken cancellationToken) =>
        _upload is { } upload ? bucket.AbortAsync(new(name, upload), cancellationToken) : Task.CompletedTask;
}
