using Microsoft.Win32.SafeHandles;
using SegmentExport.Client.Errors;

namespace SegmentExport.Client.Downloads;

/// <summary>A file that is not whole yet: its bytes under one name, what is known of them under another, both beside the name that it gets in the end.</summary>
internal sealed class PartialFile : IDisposable
{
    private const string BytesSuffix = ".segx-part";
    private const string StateSuffix = ".segx-state";

    private readonly string _path;
    private readonly FileStream _stream;
    private RemoteFile? _file;
    private bool _isKept;
    private bool _isGone;

    private PartialFile(string path, FileStream stream, bool wasThere) =>
        (_path, _stream, Handle, WasThere, _isKept) = (path, stream, stream.SafeFileHandle, wasThere, wasThere);

    /// <summary>The bytes.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Which of them are there; none until it is open.</summary>
    public ChunkMap Map { get; private set; } = ChunkMap.Fresh([0]);

    /// <summary>Whether an earlier download has left something, if only that it began.</summary>
    public bool WasThere { get; }

    /// <summary>Holds the place of a file, before anything is known of it: nobody else writes there meanwhile, and the disk takes it. Unless it is opened, what was not there before is gone with it.</summary>
    /// <param name="path">The name that it gets in the end.</param>
    /// <exception cref="DownloadException">Another download writes it, or it cannot be written.</exception>
    public static PartialFile Hold(string path)
    {
        var wasThere = File.Exists(path + BytesSuffix) || File.Exists(path + StateSuffix);
        return new(path, Open(path + BytesSuffix), wasThere);
    }

    /// <summary>Goes on with what an earlier download left, or begins.</summary>
    /// <param name="file">What is downloaded.</param>
    /// <param name="isKept">Whether it goes on with what is there, and keeps what arrives for the next time. Only where the whole is checked in the end: after a power cut what is known may be ahead of the bytes.</param>
    /// <param name="plan">Where its chunks begin, and its end; asked for where it begins.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DownloadException">It cannot be written.</exception>
    public async Task OpenAsync(RemoteFile file, bool isKept, Func<Task<IReadOnlyList<long>>> plan, CancellationToken cancellation)
    {
        try
        {
            var state = isKept && _stream.Length == file.Length ? await DownloadState.ReadAsync(_path + StateSuffix, cancellation) : null;
            Map = (state is null ? null : ChunkMap.Of(state, file)) ?? ChunkMap.Fresh(await plan());
            if (Map.Total == 0)
            {
                Forget();
                RandomAccess.SetLength(Handle, file.Length);
            }

            (_file, _isKept) = (file, isKept);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw NotWritable(fault);
        }
    }

    /// <summary>Remembers what is there, where the disk takes it: what is not remembered is fetched again. On Windows a virus scanner may hold the file for a moment.</summary>
    public void RememberIfPossible()
    {
        if (!_isKept || _file is null)
        {
            return;
        }

        try
        {
            Map.ToState(_file).Write(_path + StateSuffix);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            // A disk that takes nothing any more refuses the bytes too, and then the download ends.
        }
    }

    /// <summary>Gives it its name: it is whole.</summary>
    /// <exception cref="DownloadException">There is such a file already, or it cannot be renamed.</exception>
    /// <param name="options">Whether over another, and whether it has to outlast a power cut.</param>
    public void Finish(DownloadOptions options)
    {
        try
        {
            if (options.Durable)
            {
                RandomAccess.FlushToDisk(Handle);
            }

            // While it is still held, so that no other download writes it before it has its name.
            File.Move(_path + BytesSuffix, _path, options.Overwrite);
        }
        catch (IOException fault) when (!options.Overwrite && File.Exists(_path))
        {
            throw new DownloadException(ClientErrorCodes.FileExists, "There is a file of that name already. Choose another name, or overwrite it.", fault);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw NotWritable(fault);
        }

        _isGone = true;
        Forget();
        _stream.Dispose();
    }

    /// <summary>Throws away what is there: it is not what it should be.</summary>
    public void Discard()
    {
        Forget();
        DeleteIfPossible(_path + BytesSuffix);
        _isGone = true;
        _stream.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isKept && !_isGone)
        {
            Discard();
        }

        _stream.Dispose();
    }

    /// <summary>Whether a fault is the disk's.</summary>
    public static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>The disk does not take it.</summary>
    public static DownloadException NotWritable(Exception fault) => new(ClientErrorCodes.FileNotWritable, $"The file cannot be written: {fault.Message}", fault);

    private void Forget()
    {
        DeleteIfPossible(_path + StateSuffix);
        DeleteIfPossible(DownloadState.NextOf(_path + StateSuffix));
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            // It is in nobody's way: what is left there is checked, or begun anew.
        }
    }

    private static FileStream Open(string path)
    {
        // Nobody else opens it, and yet it is renamed and deleted while it is open: Unix does that by itself, Windows where it is shared for that.
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new DownloadException(ClientErrorCodes.FileInUse, "Another download writes this file. Wait for it, or choose another name.", fault);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw NotWritable(fault);
        }
    }
}
