using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Files;

/// <summary>Where a source's files are.</summary>
internal interface ISourceFiles : IDisposable
{
    /// <summary>The files as they are now.</summary>
    /// <exception cref="PackagingException">They are not there, or cannot be looked for.</exception>
    ValueTask<FileState> FindAsync(CancellationToken cancellationToken);

    /// <summary>The files of a state; null where they are not all there any more.</summary>
    /// <inheritdoc cref="FindAsync(CancellationToken)" />
    ValueTask<FileState?> FindAsync(string version, CancellationToken cancellationToken);

    /// <summary>Makes the files of a state readable as local ones.</summary>
    /// <param name="state">The state.</param>
    /// <param name="folder">Where copies go, if any are made. What an attempt that failed has left there is gone on with.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Their paths, by table, in the state's order; the caller deletes the folder.</returns>
    /// <exception cref="PackagingException">They cannot be read, or are others by now.</exception>
    ValueTask<IReadOnlyList<(string Table, string Path)>> BringAsync(FileState state, string folder, CancellationToken cancellationToken);

    /// <summary>Fails where what was read from the paths may be of no state, because a file was written meanwhile.</summary>
    /// <exception cref="PackagingException">A file is another one.</exception>
    void RequireUnchanged(FileState state);
}
