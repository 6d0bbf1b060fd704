namespace SegmentExport.Packaging.Containers.Protection;

/// <summary>
/// What encrypts one file of a protected zip, once it is prepared: with it the same bytes can be made again, without the password. A secret: never logged, and to be stored encrypted.
/// </summary>
/// <param name="Salt">16 random bytes, which the zip has in clear.</param>
/// <param name="Key">The AES-256 key.</param>
/// <param name="Verifier">2 bytes, which the zip has in clear: by them a program tells most wrong passwords.</param>
/// <param name="Code">10 bytes: the authentication code of the encrypted file.</param>
public sealed record EntryProtection(ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Verifier, ReadOnlyMemory<byte> Code)
{
    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(EntryProtection);
}
