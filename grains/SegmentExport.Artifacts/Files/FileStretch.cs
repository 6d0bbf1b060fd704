using Microsoft.Win32.SafeHandles;

namespace SegmentExport.Artifacts.Files;

/// <summary>A stretch of a part, read by offset: many readers of one file do not disturb each other.</summary>
internal sealed class FileStretch : Stream
{
    private readonly SafeFileHandle _file;
    private readonly long _start;
    private long _position;

    private FileStretch(SafeFileHandle file, long start, long length) => (_file, _start, Length) = (file, start, length);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("A stretch is read in order.");
    }

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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Advance(RandomAccess.Read(_file, buffer[..Wanted(buffer.Length)], _start + _position), buffer.Length);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Advance(await RandomAccess.ReadAsync(_file, buffer[..Wanted(buffer.Length)], _start + _position, cancellationToken), buffer.Length);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A stretch is read in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A part never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Wanted(int room) => (int)Math.Min(room, Length - _position);

    private int Advance(int read, int room)
    {
        // Fewer bytes than promised must never look like the end.
        if (read == 0 && room > 0 && _position < Length)
        {
            throw new EndOfStreamException("The part ended within the stretch.");
        }

        _position += read;
        return read;
    }
}
