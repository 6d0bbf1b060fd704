using Microsoft.Win32.SafeHandles;
using SegmentExport.Client.Errors;

namespace SegmentExport.Client.Downloads;

/// <summary>A file that is not whole yet: its bytes under one name, what is known of them under another, both beside the name that it gets in the end.</summary>
internal sealed class PartialFile : IDisposable
{
    private const string BytesSuffix = ".segx-part";
    private const string StateSuffix = ".segx-state";

    private readonly string _path;
    private readonly RemoteFile _file;

    private PartialFile(string path, RemoteFile file, SafeFileHandle handle, ChunkMap map) => (_path, _file, Handle, Map) = (path, file, handle, map);

    /// <summary>The bytes.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Which of them are there.</summary>
    public ChunkMap Map { get; }

    /// <summary>Opens what an earlier download left, or begins.</summary>
    /// <param name="path">The name that it gets in the end.</param>
    /// <param name="file">What is downloaded.</param>
    /// <param name="plan">Where its chunks begin, and its end; asked for where it begins.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DownloadException">Another download writes it, or it cannot be written.</exception>
    public static async Task<PartialFile> OpenAsync(string path, RemoteFile file, Func<Task<IReadOnlyList<long>>> plan, CancellationToken cancellation)
    {
        var handle = Open(path + BytesSuffix);
        try
        {
            var state = await DownloadState.ReadAsync(path + StateSuffix, cancellation);
            var map = (state is null || RandomAccess.GetLength(handle) != file.Length ? null : ChunkMap.Of(state, file)) ?? ChunkMap.Fresh(await plan());
            var partial = new PartialFile(path, file, handle, map);
            if (map.Total == 0)
            {
                RandomAccess.SetLength(handle, file.Length);
            }

            return partial;
        }
        catch (IOException fault)
        {
            handle.Dispose();
            throw NotWritable(fault);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Remembers what is there.</summary>
    public void Remember() => Map.ToState(_file).Write(_path + StateSuffix);

    /// <summary>Gives it its name: it is whole.</summary>
    /// <exception cref="DownloadException">There is such a file already.</exception>
    /// <param name="options">Whether over another, and whether it has to outlast a power cut.</param>
    public void Finish(DownloadOptions options)
    {
        if (options.Durable)
        {
            RandomAccess.FlushToDisk(Handle);
        }

        Handle.Dispose();
        try
        {
            File.Move(_path + BytesSuffix, _path, options.Overwrite);
        }
        catch (IOException fault) when (File.Exists(_path))
        {
            throw new DownloadException(ClientErrorCodes.FileExists, "There is a file of that name already. Choose another name, or overwrite it.", fault);
        }

        File.Delete(_path + StateSuffix);
    }

    /// <summary>Throws away what is there: it is not what it should be.</summary>
    public void Discard()
    {
        File.Delete(_path + StateSuffix);
        Handle.Dispose();
        File.Delete(_path + BytesSuffix);
    }

    /// <inheritdoc />
    public void Dispose() => Handle.Dispose();

    /// <summary>The disk does not take it.</summary>
    public static DownloadException NotWritable(Exception fault) => new(ClientErrorCodes.FileNotWritable, $"The file cannot be written: {fault.Message}", fault);

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new DownloadException(ClientErrorCodes.FileInUse, "Another download writes this file. Wait for it, or choose another name.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(fault);
        }
    }
}
