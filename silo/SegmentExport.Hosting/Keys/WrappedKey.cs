namespace SegmentExport.Hosting.Keys;

/// <summary>A task's key, encrypted.</summary>
/// <param name="WrappedBy">The id of the key-encryption key.</param>
/// <param name="Bytes">Nonce, ciphertext and tag, as base64.</param>
internal sealed record WrappedKey(string WrappedBy, string Bytes);
