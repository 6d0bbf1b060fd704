using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SegmentExport.Artifacts.Objects;

namespace SegmentExport.Artifacts.Azure;

/// <summary>A part on its way into a container, by blocks where it is longer than a piece. All attempts at a part share its blob's blocks: whose are there first wins, and another one's commit fails, and is made again.</summary>
internal sealed class AzurePartUpload(AzureContainer container, string name, int pieceBytes, CancellationToken cancellationToken) : PieceUpload(pieceBytes, cancellationToken)
{
    // Ids of blocks are all equally long, and no two attempts have the same.
    private readonly string _attempt = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly BlockBlobClient _blob = container.Blob(name);
    private readonly List<string> _pieces = [];

    protected override Task StoreWholeAsync(MemoryStream piece, CancellationToken cancellationToken) =>
        AzureContainer.CallAsync(() => _blob.UploadAsync(piece, new BlobUploadOptions(), cancellationToken), cancellationToken);

    protected override async Task StorePieceAsync(int number, MemoryStream piece, CancellationToken cancellationToken)
    {
        var id = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{_attempt}{number:D8}"));
        await AzureContainer.CallAsync(() => _blob.StageBlockAsync(id, piece, new BlockBlobStageBlockOptions(), cancellationToken), cancellationToken);
        _pieces.Add(id);
    }

    protected override Task CompleteAsync(CancellationToken cancellationToken) =>
        AzureContainer.CallAsync(() => _blob.CommitBlockListAsync(_pieces, new CommitBlockListOptions(), cancellationToken), cancellationToken);

    protected override Task AbortAsync(CancellationToken cancellationToken) => container.DiscardAsync(name, cancellationToken);
}
