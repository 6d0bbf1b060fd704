using Microsoft.Win32.SafeHandles;
using SegmentExport.ObjectStorage;

namespace SegmentExport.Artifacts.Files;

/// <summary>A stretch of a part, read by offset: many readers of one file do not disturb each other.</summary>
internal sealed class FileStretch : Stretch
{
    private readonly SafeFileHandle _file;
    private readonly long _start;

    private FileStretch(SafeFileHandle file, long start, long length)
        : base(length) => (_file, _start) = (file, start);

    public static FileStretch Open(string path, long offset, long length)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
            if (offset > RandomAccess.GetLength(file) - length)
            {
                throw new EndOfStreamException("The part ends before the stretch does.");
            }

            var stretch = new FileStretch(file, offset, length);
            file = null;
            return stretch;
        }
        finally
        {
            file?.Dispose();
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Taken(RandomAccess.Read(_file, buffer[..Wanted(buffer.Length)], _start + Position), buffer.Length);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Taken(await RandomAccess.ReadAsync(_file, buffer[..Wanted(buffer.Length)], _start + Position, cancellationToken), buffer.Length);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Wanted(int room) => (int)Math.Min(room, Left);

    private int Taken(int read, int room)
    {
        // Fewer bytes than promised must never look like the end.
        if (read == 0 && room > 0 && Left > 0)
        {
            throw new EndOfStreamException("The part ended within the stretch.");
        }

        Advance(read);
        return read;
    }
}
