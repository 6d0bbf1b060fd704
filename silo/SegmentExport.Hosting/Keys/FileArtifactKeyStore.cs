using System.Runtime.CompilerServices;
using System.Text;
using SegmentExport.Artifacts.Files;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Keys;

/// <summary>The embedded silo's: one file a task, <c>{space}/{task}.key</c>, of two lines, the wrapping key's id and the wrapped key. Not in the database: its backups are to hold none.</summary>
internal sealed class FileArtifactKeyStore(DataPaths paths) : IArtifactKeyStore
{
    public ValueTask<WrappedKey> AddAsync(TaskKey task, WrappedKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(task);
        if (Read(path) is { } found)
        {
            return ValueTask.FromResult(found);
        }

        FolderTree.Ensure(Path.GetDirectoryName(path)!);
        KeyFile.Add(path, Write(key));
        return ValueTask.FromResult(Read(path) ?? throw new IOException("The key was destroyed meanwhile."));
    }

    public ValueTask<WrappedKey?> FindAsync(TaskKey task, CancellationToken cancellationToken) => ValueTask.FromResult(Read(PathOf(task)));

    public ValueTask DestroyAsync(TaskKey task, CancellationToken cancellationToken)
    {
        KeyFile.Delete(PathOf(task));
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<(TaskKey Task, WrappedKey Key)> ListAsync(string exceptWrappedBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in Directory.Exists(paths.ArtifactKeys) ? Directory.GetFiles(paths.ArtifactKeys, "*.key", SearchOption.AllDirectories) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SpaceId.TryParse(Path.GetFileName(Path.GetDirectoryName(path)), out var space)
                && TaskId.TryParse(Path.GetFileNameWithoutExtension(path), out var task)
                && Read(path) is { } key && key.WrappedBy != exceptWrappedBy)
            {
                yield return (new(space, task), key);
            }
        }

        await Task.CompletedTask;
    }

    public ValueTask<bool> ReplaceAsync(TaskKey task, WrappedKey old, WrappedKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(task);
        return ValueTask.FromResult(KeyFile.Replace(path, Write(key), () => Read(path) == old));
    }

    private string PathOf(TaskKey task) => Path.Combine(paths.ArtifactKeys, task.Space.Value, task.Task.Value + ".key");

    private static byte[] Write(WrappedKey key) => Encoding.ASCII.GetBytes($"{key.WrappedBy}\n{key.Bytes}\n");

    private static WrappedKey? Read(string path)
    {
        try
        {
            return File.ReadAllLines(path, Encoding.ASCII) is [var wrappedBy, var bytes] ? new(wrappedBy, bytes) : throw new InvalidDataException("A file of a key is not two lines.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
