using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Packaging.Containers.Protection;

namespace SegmentExport.Grains.Tasks;

/// <summary>Makes and opens the protected zips of tasks. What is derived from a password is kept encrypted under a key of the task's data key, so that it ends with the task.</summary>
internal sealed partial class TaskProtections(IArtifactStore store, TaskSeals seals, ILogger<TaskProtections> logger) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Makes a password and derives from it.</summary>
    /// <exception cref="PackagingException">The task's key is out of reach, or gone.</exception>
    public async Task<(string Password, ZipProtection Protection)> CreateAsync(DownloadTaskState task, UserId user, DateTimeOffset now)
    {
        using var sealing = await KeyOfAsync(task, user, CancellationToken.None);
        var password = ProtectedZip.CreatePassword();
        var keys = await Task.Run(() => ProtectedZip.Derive(TaskArtifacts.Describe(task), password));
        var plain = new byte[keys.Length * EntryKeys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i].CopyTo(plain.AsSpan(i * EntryKeys.Length));
        }

        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        sealing.Encrypt(bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length));
        CryptographicOperations.ZeroMemory(plain);
        return (password, new() { User = user, At = now, Sealed = Convert.ToBase64String(bytes) });
    }

    /// <summary>What opens the files of a prepared zip.</summary>
    /// <exception cref="PackagingException">The task's key is out of reach, or gone.</exception>
    public async Task<ImmutableArray<EntryProtection>> OpenAsync(DownloadTaskState task, ZipProtection protection, bool withKeys) =>
        ProtectedZip.Protect(await UnsealAsync(task, protection, CancellationToken.None), Convert.FromBase64String(protection.Codes!), withKeys);

    /// <summary>Computes the authentication codes of a zip, one zip at a time in a silo.</summary>
    /// <returns>The codes as base64; null where the parts could not be read.</returns>
    public async Task<string?> TryPrepareAsync(DownloadTaskState task, ZipProtection protection, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        using var span = SegmentExportTelemetry.StartInTask("segment_export.protect", task.TraceParent)?.SetTag("segment_export.task", task.Key.ToString());
        try
        {
            return await Task.Run(() => PrepareAsync(task, protection, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotPrepared(task.Key, fault.GetType());
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<string> PrepareAsync(DownloadTaskState task, ZipProtection protection, CancellationToken cancellationToken)
    {
        var artifact = TaskArtifacts.Describe(task);
        var parts = new StoredParts(store, artifact, await seals.ForReadingAsync(task, cancellationToken));
        return Convert.ToBase64String(await ProtectedZip.ComputeCodesAsync(artifact, await UnsealAsync(task, protection, cancellationToken), parts, cancellationToken));
    }

    private async Task<ImmutableArray<EntryKeys>> UnsealAsync(DownloadTaskState task, ZipProtection protection, CancellationToken cancellationToken)
    {
        using var sealing = await KeyOfAsync(task, protection.User, cancellationToken);
        var bytes = Convert.FromBase64String(protection.Sealed);
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        sealing.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), plain);
        return [.. Enumerable.Range(0, plain.Length / EntryKeys.Length).Select(i => new EntryKeys(plain.AsSpan(i * EntryKeys.Length, EntryKeys.Length)))];
    }

    /// <summary>A key of its own for each user's zip of each task (HKDF, RFC 5869).</summary>
    private async Task<AesGcm> KeyOfAsync(DownloadTaskState task, UserId user, CancellationToken cancellationToken)
    {
        var key = await seals.ForReadingAsync(task, cancellationToken)
            ?? throw new PackagingException(ErrorCodes.FileKeyLost, "The file was packed without encryption, by an earlier version, and cannot have a password. Create the task again.", isTransient: false);
        Span<byte> own = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, own, default, Encoding.UTF8.GetBytes($"segment-export protected zip\n{task.Key}\n{user}"));
        return new(own, TagBytes);
    }

    [LoggerMessage(1104, LogLevel.Warning, "The protected zip of task {Task} could not be prepared: {Fault}; trying again.")]
    private partial void LogNotPrepared(TaskKey task, Type fault);
}
