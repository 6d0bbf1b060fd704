using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Keys;

/// <summary>
/// Wraps and unwraps the keys of tasks by AES-256-GCM (NIST SP 800-38D) under random nonces; the task's name and the wrapping key's id are authenticated with them. Embedded, a key in the data folder is the last
/// one of all, and the first where the settings have none.
/// </summary>
internal sealed class KeyWrapping
{
    /// <summary>The id of the key that the embedded silo makes.</summary>
    public const string LocalId = "local";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lazy<ImmutableArray<KeyValuePair<string, byte[]>>> _keys;

    public KeyWrapping(IOptions<ArtifactKeyOptions> options, DataPaths paths) => _keys = new(() => Read(options.Value, paths.KeyEncryptionKey));

    private KeyWrapping(ImmutableArray<KeyValuePair<string, byte[]>> keys) => _keys = new(() => keys);

    /// <summary>The id of the key that wraps now.</summary>
    public string CurrentId => _keys.Value[0].Key;

    /// <summary>Wrapping with the settings' keys alone.</summary>
    public static KeyWrapping Of(ArtifactKeyOptions options) => new(Configured(options));

    /// <summary>Wraps a key.</summary>
    public WrappedKey Wrap(TaskKey task, ArtifactKey key)
    {
        var (id, own) = _keys.Value[0];
        var wrapped = new byte[NonceBytes + ArtifactKey.Length + TagBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(own, TagBytes);
        cipher.Encrypt(wrapped.AsSpan(0, NonceBytes), key.Bytes, wrapped.AsSpan(NonceBytes, ArtifactKey.Length), wrapped.AsSpan(NonceBytes + ArtifactKey.Length), Associated(task, id));
        return new(id, Convert.ToBase64String(wrapped));
    }

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="PackagingException">The key that wraps it is not here, or what is stored is not what was wrapped for that task.</exception>
    public ArtifactKey Unwrap(TaskKey task, WrappedKey key)
    {
        var own = _keys.Value.FirstOrDefault(pair => pair.Key == key.WrappedBy).Value ?? throw new PackagingException(
            ErrorCodes.FileKeyLost, $"The file's key is wrapped by the key '{key.WrappedBy}', which is not among {ArtifactKeyOptions.SectionName}:Keys (any more).", isTransient: false);
        try
        {
            var wrapped = Convert.FromBase64String(key.Bytes);
            Span<byte> plain = stackalloc byte[ArtifactKey.Length];
            using var cipher = new AesGcm(own, TagBytes);
            cipher.Decrypt(wrapped.AsSpan(0, NonceBytes), wrapped.AsSpan(NonceBytes, ArtifactKey.Length), wrapped.AsSpan(NonceBytes + ArtifactKey.Length), plain, Associated(task, key.WrappedBy));
            return new(plain);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
        {
            throw new PackagingException(
                ErrorCodes.FileKeyLost, $"The file's key cannot be unwrapped by the key '{key.WrappedBy}': another key has that id now, or what is stored was changed.", isTransient: false, fault);
        }
    }

    private static byte[] Associated(TaskKey task, string id) => Encoding.UTF8.GetBytes($"segment-export artifact key\n{task}\n{id}");

    private static ImmutableArray<KeyValuePair<string, byte[]>> Configured(ArtifactKeyOptions options) =>
        [.. options.Keys.Select(key => KeyValuePair.Create(key.Id, Convert.FromBase64String(key.Key)))];

    private static ImmutableArray<KeyValuePair<string, byte[]>> Read(ArtifactKeyOptions options, string path)
    {
        var configured = Configured(options);
        if (configured.Length > 0 && (!File.Exists(path) || configured.Any(pair => pair.Key == LocalId)))
        {
            return configured;
        }

        var local = KeyFile.GetOrCreate(path) ?? throw new PackagingException(
            ErrorCodes.FileKeyLost, $"The file of the key that wraps the keys of files is not {SpaceKeyOptions.KeyLength} bytes long. Restore it from a backup.", isTransient: false);
        return configured.Add(KeyValuePair.Create(LocalId, local));
    }
}
