using System.Collections.Immutable;
using System.Security.Cryptography;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Containers.Protection;

/// <summary>
/// The zip of an artifact, encrypted with a password: WinZip's AES encryption (its specification of 2009, "AES Encryption Information", version AE-2 with 256 bits), which 7-Zip, WinZip and libarchive open.
/// Encrypting is by counters, so that any stretch can be had like one of the zip itself; only the authentication code behind each file needs one pass over it, which is what preparing is.
/// </summary>
public static class ProtectedZip
{
    /// <summary>Derives keys from a password and computes the authentication codes, reading the whole artifact once.</summary>
    /// <param name="artifact">The finished artifact; it has a container <see cref="ContainerKinds.Zip"/>.</param>
    /// <param name="password">The password; ASCII, since programs disagree about anything else.</param>
    /// <param name="parts">Hands out the stored parts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What opens the same file again, one for each file of the zip.</returns>
    public static async ValueTask<ImmutableArray<EntryProtection>> PrepareAsync(ArtifactDescription artifact, string password, IPartReader parts, CancellationToken cancellationToken)
    {
        var prepared = ImmutableArray.CreateBuilder<EntryProtection>();
        foreach (var entry in EntriesOf(artifact))
        {
            prepared.Add(await PrepareAsync(entry, EntryKeys.Derive(password), parts, cancellationToken));
        }

        return prepared.ToImmutable();
    }

    /// <summary>The encrypted zip.</summary>
    /// <param name="artifact">The artifact as it was when it was prepared.</param>
    /// <param name="protections">As prepared.</param>
    /// <exception cref="ArgumentException">There are more or fewer protections than files.</exception>
    public static ContainerView Open(ArtifactDescription artifact, ImmutableArray<EntryProtection> protections)
    {
        var plain = ContainerKinds.Open(artifact, ContainerKinds.Zip) ?? throw NoZip(artifact);
        return new(plain.ContentType, plain.FileNameExtension, Lay(EntriesOf(artifact), protections, artifact.SubmittedAt));
    }

    /// <summary>The pieces of an encrypted zip.</summary>
    internal static ImmutableArray<Piece> Lay(IReadOnlyList<ZipEntry> entries, ImmutableArray<EntryProtection> protections, DateTimeOffset modifiedAt) =>
        entries.Count == protections.Length
            ? ZipArchiveView.Lay(entries.Zip(protections, Protect), modifiedAt)
            : throw new ArgumentException($"There are {protections.Length} protections for {entries.Count} files.", nameof(protections));

    /// <summary>Prepares one file.</summary>
    internal static async ValueTask<EntryProtection> PrepareAsync(ZipEntry entry, EntryKeys keys, IPartReader parts, CancellationToken cancellationToken)
    {
        // AE-2 authenticates with HMAC-SHA-1, cut to 10 bytes; the format knows nothing else.
        using var code = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.Authentication);
        await using var encrypted = new DigestStream(code);
        await using var encrypting = new CounterStream(encrypted, keys.Key, 0);
        var plain = new PieceRow(entry.Pieces);
        await plain.CopyToAsync(parts, encrypting, 0, plain.Length, cancellationToken);
        return new(keys.Salt, keys.Key, keys.Verifier, code.GetHashAndReset().AsMemory(0, EntryKeys.CodeBytes));
    }

    private static ZipEntry Protect(ZipEntry entry, EntryProtection protection) => entry with
    {
        IsEncrypted = true,
        Pieces =
        [
            new LiteralPiece((byte[])[.. protection.Salt.Span, .. protection.Verifier.Span]),
            new EncryptedPiece(new(entry.Pieces), protection),
            new LiteralPiece(protection.Code),
        ],
    };

    private static List<ZipEntry> EntriesOf(ArtifactDescription artifact) => artifact.Format switch
    {
        ExportFormat.Parquet => [.. ParquetContainer.Entries(artifact)],
        ExportFormat.Csv or ExportFormat.Jsonl when artifact.Options.Compression == PartCompression.Deflate => [.. ZipContainer.Entries(artifact, TextArtifact.Of(artifact))],
        _ => throw NoZip(artifact),
    };

    private static ArgumentException NoZip(ArtifactDescription artifact) => new($"{artifact.Format} stored as {artifact.Options.Compression} has no zip.", nameof(artifact));
}
