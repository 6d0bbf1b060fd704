using System.Security.Cryptography;
using SegmentExport.Artifacts.Files;
using SegmentExport.Artifacts.Sealing;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Artifacts.Tests.Sealing;

/// <summary>Parts that are encrypted in the store: whole again for who has the key, never anything else than what was stored.</summary>
public sealed class SealedPartTests : IDisposable
{
    private const int Chunk = SealedLayout.ChunkBytes;

    private static readonly TaskKey Task = new(new("retail"), TaskId.New(DateTimeOffset.UnixEpoch));
    private static readonly ArtifactKey Key = ArtifactKey.Create();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");
    private readonly CountingStore _store;

    public SealedPartTests() => _store = new(new FileArtifactStore(_folder.FullName));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((2 * Chunk) + 5)]
    [InlineData(20 * Chunk)]
    public async Task Read_OfASealedPart_IsWhatWasWritten(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        await WriteAsync(bytes);

        Assert.Equal(bytes, await ReadAsync(length, 0, length));
        Assert.Equal(SealedLayout.StoredLength(length), new FileInfo(PathOf(0)).Length);
        Assert.True(length < 16 || (await File.ReadAllBytesAsync(PathOf(0), Cancellation)).AsSpan().IndexOf(bytes.AsSpan(0, 16)) < 0, "What was written can be read in the store.");
    }

    [Fact]
    public async Task Read_OfAnyStretch_TouchesOnlyTheChunksThatItLiesIn()
    {
        const int Length = (10 * Chunk) + 123;
        var bytes = RandomNumberGenerator.GetBytes(Length);
        await WriteAsync(bytes);
        foreach (var (offset, length) in new[] { (0, 1), (Chunk - 1, 2), (Chunk, Chunk), (3 * Chunk, 1), ((5 * Chunk) + 7, 3 * Chunk), (Length - 1, 1), (Length, 0), (0, Length) })
        {
            _store.Opened.Clear();

            Assert.Equal(bytes[offset..(offset + length)], await ReadAsync(Length, offset, length));

            var chunks = length == 0 ? 0 : ((offset + length - 1) / Chunk) - (offset / Chunk) + 1;
            Assert.InRange(_store.Opened.Sum(), length, length == 0 ? 0 : SealedLayout.HeaderBytes + ((long)chunks * SealedLayout.SealedChunkBytes));

            // The header comes with the first chunk, and by itself with any other.
            Assert.Equal(length == 0 ? 0 : offset < Chunk ? 1 : 2, _store.Opened.Count);
        }
    }

    [Fact]
    public async Task Read_WithAnyBitFlipped_FailsAndHandsOutNothingOfThatChunk()
    {
        const int Length = (2 * Chunk) + 1000;
        var bytes = RandomNumberGenerator.GetBytes(Length);
        await WriteAsync(bytes);
        var stored = await File.ReadAllBytesAsync(PathOf(0), Cancellation);

        // The mark, the salt, each chunk's text, each chunk's tag.
        foreach (var place in new[] { 0, 7, 8, 39, 40, 40 + Chunk - 1, 40 + Chunk, 40 + Chunk + 15, 40 + Chunk + 16, 40 + (2 * (Chunk + 16)), stored.Length - 17, stored.Length - 1 })
        {
            var flipped = stored.ToArray();
            flipped[place] ^= 0x10;
            await File.WriteAllBytesAsync(PathOf(0), flipped, Cancellation);
            using var read = new MemoryStream();

            var fault = await Assert.ThrowsAsync<PackagingException>(() => CopyAsync(Length, 0, Length, read));

            Assert.Equal((ErrorCodes.PartDamaged, false), (fault.Code, fault.IsTransient));
            var damaged = place < 40 ? 0 : (place - 40) / (Chunk + 16);
            Assert.Equal(bytes[..(damaged * Chunk)], read.ToArray());
        }
    }

    [Fact]
    public async Task Read_OfChunksInAnotherOrder_Fails()
    {
        const int Length = 3 * Chunk;
        await WriteAsync(RandomNumberGenerator.GetBytes(Length));
        var stored = await File.ReadAllBytesAsync(PathOf(0), Cancellation);
        byte[] swapped = [.. stored[..40], .. ChunkOf(1), .. ChunkOf(0), .. ChunkOf(2)];
        byte[] repeated = [.. stored[..40], .. ChunkOf(0), .. ChunkOf(0), .. ChunkOf(2)];

        await AssertDamagedAsync(swapped, Length);
        await AssertDamagedAsync(repeated, Length);

        byte[] ChunkOf(int index) => stored[(40 + (index * (Chunk + 16)))..(40 + ((index + 1) * (Chunk + 16)))];
    }

    [Theory]
    [InlineData(Chunk + 16)]
    [InlineData(1)]
    public async Task Read_OfAPartCutShort_Fails(int cut)
    {
        await WriteAsync(RandomNumberGenerator.GetBytes(3 * Chunk));
        var stored = await File.ReadAllBytesAsync(PathOf(0), Cancellation);
        await File.WriteAllBytesAsync(PathOf(0), stored[..^cut], Cancellation);

        var fault = await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(3 * Chunk, 0, 3 * Chunk));

        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task Read_OfAPartThatEndsAtAChunkBeforeItsEnd_Fails()
    {
        // As if the record said so too: the chunk was not the last one.
        await WriteAsync(RandomNumberGenerator.GetBytes(3 * Chunk));

        await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(2 * Chunk, 0, 2 * Chunk));
    }

    [Fact]
    public async Task Read_OfAnotherPartOrTask_Fails()
    {
        var other = new TaskKey(Task.Space, TaskId.New(DateTimeOffset.UnixEpoch));
        await WriteAsync(RandomNumberGenerator.GetBytes(100), part: 0);
        await WriteAsync(RandomNumberGenerator.GetBytes(100), part: 1);
        await WriteAsync(RandomNumberGenerator.GetBytes(100), part: 0, task: other);

        await AssertDamagedAsync(await File.ReadAllBytesAsync(PathOf(1), Cancellation), 100);
        await AssertDamagedAsync(await File.ReadAllBytesAsync(PathOf(0, other), Cancellation), 100);
    }

    [Fact]
    public async Task Read_WithAnotherKey_Fails()
    {
        await WriteAsync(RandomNumberGenerator.GetBytes(100));

        var fault = await Assert.ThrowsAsync<PackagingException>(() => CopyAsync(100, 0, 100, Stream.Null, ArtifactKey.Create()));

        Assert.Equal(ErrorCodes.PartDamaged, fault.Code);
    }

    [Fact]
    public async Task Write_OfTheSameBytesAgain_UsesNoKeyAndNonceTwice()
    {
        var bytes = new byte[2 * Chunk];
        await WriteAsync(bytes);
        var first = await File.ReadAllBytesAsync(PathOf(0), Cancellation);
        await WriteAsync(bytes);
        var second = await File.ReadAllBytesAsync(PathOf(0), Cancellation);

        // The same text under one key and nonce would be the same bytes; and two chunks of one part have two nonces.
        Assert.NotEqual(first[40..56], second[40..56]);
        Assert.NotEqual(first[40..56], first[(40 + Chunk + 16)..(56 + Chunk + 16)]);
        Assert.Equal(bytes, await ReadAsync(bytes.Length, 0, bytes.Length));
    }

    [Fact]
    public async Task Read_OfAPartOfAnOlderVersion_IsAsItIsStored()
    {
        byte[] bytes = [1, 2, 3];
        await using (var upload = await _store.CreatePartAsync(Task, 0, Cancellation))
        {
            upload.Content.Write(bytes);
            await upload.CommitAsync(Cancellation);
        }

        using var read = new MemoryStream();
        await CopyAsync(new StoredParts(_store, Artifact(bytes.Length, keyId: null), key: null), 1, 2, read);
        Assert.Equal([2, 3], read.ToArray());
    }

    [Fact]
    public async Task Read_OfASealedPartWhoseRecordLostItsKey_OpensItOrFailsAndNeverHandsOutWhatIsStored()
    {
        byte[] bytes = [1, 2, 3];
        await WriteAsync(bytes);
        using var read = new MemoryStream();

        await CopyAsync(new StoredParts(_store, Artifact(bytes.Length, keyId: null), Key), 0, bytes.Length, read);
        var fault = await Assert.ThrowsAsync<PackagingException>(() => CopyAsync(new StoredParts(_store, Artifact(bytes.Length, keyId: null), key: null), 0, bytes.Length, read));

        Assert.Equal(bytes, read.ToArray());
        Assert.Equal((ErrorCodes.StoreUnavailable, true), (fault.Code, fault.IsTransient));
    }

    [Fact]
    public void ToString_OfAKey_TellsNothing()
    {
        var hex = Convert.ToHexString(Key.Bytes);

        Assert.DoesNotContain(Key.Id, hex, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Key.Bytes)[..8], $"{Key}", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task AssertDamagedAsync(byte[] stored, int length)
    {
        await File.WriteAllBytesAsync(PathOf(0), stored, Cancellation);
        var fault = await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(length, 0, length));
        Assert.Equal(ErrorCodes.PartDamaged, fault.Code);
    }

    private async Task WriteAsync(byte[] bytes, int part = 0, TaskKey? task = null)
    {
        var owner = task ?? Task;
        await using var upload = new SealedPartUpload(await _store.CreatePartAsync(owner, part, Cancellation), Key, owner, part);

        // In pieces of odd sizes, small ones and ones above a chunk.
        for (var (from, size) = (0, 1); from < bytes.Length; from += size, size = (size * 3) + 1)
        {
            upload.Content.Write(bytes.AsSpan(from, Math.Min(size, bytes.Length - from)));
        }

        await upload.CommitAsync(Cancellation);
    }

    private async Task<byte[]> ReadAsync(int partLength, long offset, long length)
    {
        using var read = new MemoryStream();
        await CopyAsync(partLength, offset, length, read);
        return read.ToArray();
    }

    private Task CopyAsync(int partLength, long offset, long length, Stream destination, ArtifactKey? key = null) =>
        CopyAsync(new StoredParts(_store, Artifact(partLength, Key.Id), key ?? Key), offset, length, destination);

    private static async Task CopyAsync(StoredParts parts, long offset, long length, Stream destination)
    {
        await using var stream = await parts.OpenAsync(0, offset, length, Cancellation);
        await stream.CopyToAsync(destination, 1000, Cancellation);
    }

    private string PathOf(int part, TaskKey? task = null) => Path.Combine(_folder.FullName, (task ?? Task).Space.Value, (task ?? Task).Task.Value, $"{part:D5}.part");

    private static ArtifactDescription Artifact(int length, string? keyId) => new()
    {
        Task = Task,
        Name = "name",
        Format = Domain.Exports.ExportFormat.Csv,
        Options = Domain.Exports.FormatOptions.Default,
        Columns = [],
        SubmittedAt = DateTimeOffset.UnixEpoch,
        Parts = [new() { Index = 0, Rows = 1, Sha256 = "", KeyId = keyId, Sections = [new() { Rows = 1, PlainBytes = length, StoredBytes = length, Crc32 = 0 }] }],
    };
}
