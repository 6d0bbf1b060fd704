using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Artifacts.Files;

/// <summary>Keeps parts as files of one folder tree: <c>{space}/{task}/{part:D5}.part</c>. Files and folders are the owner's alone (0600, 0700).</summary>
/// <remarks>
/// <para>A part is written under another name in its folder, synced, renamed, and then its folder is synced: after the commit it survives a power cut, whole, and
/// before it there is nothing of that name. Newly made folders are synced into their parents at the same time. On Windows the folder is not synced: NTFS keeps its own
/// journal of names.</para>
/// <para>What a killed process leaves under the other names goes with the task's other parts at <see cref="DeleteTaskAsync"/>.</para>
/// </remarks>
public sealed class FileArtifactStore : IArtifactStore
{
    private const int Attempts = 5;

    private readonly string _root;

    /// <summary>Makes a store; nothing is touched yet.</summary>
    /// <param name="root">The folder; made where it does not exist.</param>
    public FileArtifactStore(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = Path.GetFullPath(root);
    }

    /// <inheritdoc />
    public bool IsFolder => true;

    /// <inheritdoc />
    public ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        cancellationToken.ThrowIfCancellationRequested();
        return FileFaults.Translate(() => Retry(() => ValueTask.FromResult<PartUpload>(new FilePartUpload(PathOf(task, part), MakeFolder(task)))));
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        cancellationToken.ThrowIfCancellationRequested();
        return FileFaults.Translate(() => ValueTask.FromResult<Stream>(FileStretch.Open(PathOf(task, part), offset, length)));
    }

    /// <inheritdoc />
    public ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileFaults.Translate(() => Retry(() => Delete(FolderOf(task))));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TaskKey> ListTasksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var space in Folders(_root))
        {
            foreach (var task in Folders(space))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (SpaceId.TryParse(Path.GetFileName(space), out var spaceId) && TaskId.TryParse(Path.GetFileName(task), out var taskId))
                {
                    yield return new(spaceId, taskId);
                }
            }

            await Task.CompletedTask;
        }
    }

    /// <inheritdoc />
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        var probe = Path.Combine(_root, $"check-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp");
        try
        {
            FolderTree.Ensure(_root);
            await using (var written = new FileStream(probe, PrivateFiles.CreateNew))
            {
                await written.WriteAsync("ok"u8.ToArray(), cancellationToken);
                await written.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(written.SafeFileHandle);
            }

            var read = await File.ReadAllBytesAsync(probe, cancellationToken);
            if (!read.AsSpan().SequenceEqual("ok"u8))
            {
                throw new IOException("What was written was not read again.");
            }
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
        finally
        {
            PrivateFiles.TryDelete(probe);
        }
    }

    private string FolderOf(TaskKey task) =>
        task is { Space.Value: { } space, Task.Value: { } id } && SpaceId.TryParse(space, out _) && TaskId.TryParse(id, out _)
            ? Path.Combine(_root, space, id)
            : throw new ArgumentException("The key has no space or no task.", nameof(task));

    private string PathOf(TaskKey task, int part) => Path.Combine(FolderOf(task), $"{part:D5}.part");

    private string MakeFolder(TaskKey task)
    {
        var folder = FolderOf(task);
        FolderTree.Ensure(folder);
        return folder;
    }

    private static bool Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Either there was nothing, or another call was faster.
            return true;
        }

        FolderSync.Sync(Path.GetDirectoryName(folder)!);
        return true;
    }

    /// <summary>A part that is begun while its task's folder is deleted, or the other way round: one of them has to try again.</summary>
    private static T Retry<T>(Func<T> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (IOException fault) when (attempt < Attempts && fault is not FileNotFoundException && !FileFaults.IsFull(fault))
            {
                Thread.Yield();
            }
        }
    }

    private static string[] Folders(string path) => FileFaults.Translate(() => Directory.Exists(path) ? Directory.GetDirectories(path) : []);
}
