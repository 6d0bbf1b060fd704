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
    /// <summary>Whether an artifact has one: a text that is stored as deflate. (A Parquet zip has a file a shard, and would have as many keys.)</summary>
    public static bool Exists(ExportFormat format, PartCompression compression) => format is ExportFormat.Csv or ExportFormat.Jsonl && compression == PartCompression.Deflate;

    /// <summary>Makes a password: 24 letters and digits without those that look alike, 120 bits.</summary>
    public static string CreatePassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 6)));

    /// <summary>Derives the keys of the zip's files from a password.</summary>
    /// <param name="artifact">The finished artifact; it has a protected zip.</param>
    /// <param name="password">The password; ASCII, since programs disagree about anything else.</param>
    public static ImmutableArray<EntryKeys> Derive(ArtifactDescription artifact, string password) => [.. EntriesOf(artifact).Select(_ => EntryKeys.Derive(password))];

    /// <summary>Computes the authentication codes, reading the whole artifact once.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="keys">As derived, one for each file.</param>
    /// <param name="parts">Hands out the stored parts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The codes in a row, 10 bytes each.</returns>
    public static async ValueTask<byte[]> ComputeCodesAsync(ArtifactDescription artifact, ImmutableArray<EntryKeys> keys, IPartReader parts, CancellationToken cancellationToken)
    {
        var codes = new MemoryStream();
        foreach (var (entry, own) in EntriesOf(artifact).Zip(keys))
        {
            await codes.WriteAsync(await ComputeCodeAsync(entry, own, parts, cancellationToken), cancellationToken);
        }

        return codes.ToArray();
    }

    /// <summary>What opens the zip's files.</summary>
    /// <param name="keys">As derived.</param>
    /// <param name="codes">As computed.</param>
    /// <param name="withKeys">Whether bytes are to be had of them; else only lengths and identity.</param>
    public static ImmutableArray<EntryProtection> Protect(ImmutableArray<EntryKeys> keys, ReadOnlySpan<byte> codes, bool withKeys)
    {
        var protections = ImmutableArray.CreateBuilder<EntryProtection>();
        for (var i = 0; i < keys.Length; i++)
        {
            protections.Add(new()
            {
                Salt = [.. keys[i].Salt.Span],
                Key = withKeys ? [.. keys[i].Key.Span] : [],
                Verifier = [.. keys[i].Verifier.Span],
                Code = [.. codes.Slice(i * EntryKeys.CodeBytes, EntryKeys.CodeBytes)],
            });
        }

        return protections.ToImmutable();
    }

    /// <summary>The encrypted zip.</summary>
    /// <param name="artifact">The artifact as it was when it was prepared.</param>
    /// <param name="protections">As prepared.</param>
    /// <exception cref="ArgumentException">There are more or fewer protections than files.</exception>
    public static ContainerView Open(ArtifactDescription artifact, ImmutableArray<EntryProtection> protections)
    {
        var entries = EntriesOf(artifact);
        return new("application/zip", TextArtifact.Of(artifact).FileNameExtension + ".zip", Lay(entries, protections, artifact.SubmittedAt));
    }

    /// <summary>The pieces of an encrypted zip.</summary>
    internal static ImmutableArray<Piece> Lay(IReadOnlyList<ZipEntry> entries, ImmutableArray<EntryProtection> protections, DateTimeOffset modifiedAt) =>
        entries.Count == protections.Length
            ? ZipArchiveView.Lay(entries.Zip(protections, Protect), modifiedAt)
            : throw new ArgumentException($"There are {protections.Length} protections for {entries.Count} files.", nameof(protections));

    /// <summary>The authentication code of one file.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>> ComputeCodeAsync(ZipEntry entry, EntryKeys keys, IPartReader parts, CancellationToken cancellationToken)
    {
        // AE-2 authenticates with HMAC-SHA-1, cut to 10 bytes; the format knows nothing else.
        using var code = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.Authentication.Span);
        await using var encrypted = new DigestStream(code);
        await using var encrypting = new CounterStream(encrypted, keys.Key.Span, 0);
        var plain = new PieceRow(entry.Pieces);
        await plain.CopyToAsync(parts, encrypting, 0, plain.Length, cancellationToken);
        return code.GetHashAndReset().AsMemory(0, EntryKeys.CodeBytes);
    }

    private static ZipEntry Protect(ZipEntry entry, EntryProtection protection) => entry with
    {
        IsEncrypted = true,
        Pieces =
        [
            new LiteralPiece((byte[])[.. protection.Salt, .. protection.Verifier]),
            new EncryptedPiece(new(entry.Pieces), protection),
            new LiteralPiece(protection.Code.AsMemory()),
        ],
    };

    private static List<ZipEntry> EntriesOf(ArtifactDescription artifact) => Exists(artifact.Format, artifact.Options.Compression)
        ? [.. ZipContainer.Entries(artifact, TextArtifact.Of(artifact))]
        : throw new ArgumentException($"{artifact.Format} stored as {artifact.Options.Compression} has no protected zip.", nameof(artifact));
}
