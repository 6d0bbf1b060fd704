using System.Security.Cryptography;

namespace SegmentExport.Artifacts.Files;

/// <summary>A part under its temporary name.</summary>
internal sealed class FilePartUpload : PartUpload
{
    private readonly string _temporaryPath;
    private readonly string _path;
    private readonly FileStream _file;
    private bool _isCommitted;

    /// <summary>Begins a part in its folder, which exists.</summary>
    public FilePartUpload(string path, string folder)
    {
        // Attempts at the same part may overlap; each writes its own file.
        var name = $"{Path.GetFileNameWithoutExtension(path)}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        (_path, _temporaryPath) = (path, Path.Combine(folder, name));
        _file = new FileStream(_temporaryPath, PrivateFiles.CreateNew);
        Content = new FaultTranslatingStream(_file);
    }

    public override Stream Content { get; }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(!_file.CanWrite, this);
        try
        {
            await _file.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
            await _file.DisposeAsync();
            File.Move(_temporaryPath, _path, overwrite: true);
            _isCommitted = true;
            FolderSync.Sync(Path.GetDirectoryName(_path)!);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
        }
        catch (IOException) when (!_isCommitted)
        {
            // The buffer did not fit on the disk any more; the file goes anyway.
        }

        if (!_isCommitted)
        {
            PrivateFiles.TryDelete(_temporaryPath);
        }
    }
}
