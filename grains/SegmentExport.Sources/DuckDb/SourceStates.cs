using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Files;

namespace SegmentExport.Sources.DuckDb;

/// <summary>The states of a source that are open: the newest, and one before it that tasks are still planned on. Thread-safe.</summary>
/// <param name="definition">The source.</param>
/// <param name="files">Its files.</param>
/// <param name="workPath">Where states are kept that are made of files, and what reading spills.</param>
/// <param name="folder">The states that are made of files.</param>
/// <param name="options">How it is read.</param>
internal sealed class SourceStates(SourceDefinition definition, ISourceFiles files, string workPath, SnapshotFolder folder, SourceOptions options) : IDisposable
{
    private readonly FileImport _import = new(definition, files, folder, options);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    // One at a time is made or opened; who uses what is open does not wait for it.
    [SuppressMessage("Usage", "CA2213", Justification = "Somebody may be making a state still, and lets go of it then.")]
    private readonly SemaphoreSlim _making = new(1);

    private DuckDbSnapshot? _current;

    // Of tasks that were planned before files changed; more than one such state at a time is opened anew each time.
    private DuckDbSnapshot? _older;
    private bool _isDisposed;

    /// <summary>Has tables that a single glob is made into: those that queries name.</summary>
    public void Add(IEnumerable<string> tables)
    {
        lock (_gate)
        {
            _tables.UnionWith(tables);
        }
    }

    /// <summary>Has a table where there is none yet.</summary>
    public void AddAny(string table)
    {
        lock (_gate)
        {
            if (_tables.Count == 0)
            {
                _tables.Add(table);
            }
        }
    }

    /// <summary>The state of the files as they are now, kept open for one more user, who disposes it.</summary>
    /// <param name="wanted">The state that it has to be; null: any.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<DuckDbSnapshot> UseAsync(string? wanted, CancellationToken cancellationToken)
    {
        var state = await files.FindAsync(cancellationToken);
        return wanted is not null && wanted != state.Version ? throw DuckDbFaults.Changed() : await UseAsync(state, isNewest: true, cancellationToken);
    }

    /// <summary>A state that a task was planned on, likewise: where this silo has it, or where its files are all there still.</summary>
    public async ValueTask<DuckDbSnapshot> UsePlannedAsync(string version, CancellationToken cancellationToken)
    {
        if (definition.Path is not null)
        {
            return await UseAsync(version, cancellationToken);
        }

        return TryUse(version) ?? await TryOpenKeptAsync(version, cancellationToken) ?? (await files.FindAsync(version, cancellationToken) is { } state
            ? await UseAsync(state, isNewest: false, cancellationToken)
            : throw DuckDbFaults.Changed());
    }

    /// <summary>Keeps no state open any longer than those who read it; what is asked for next is opened anew.</summary>
    public void LetGo()
    {
        LetGo(isNewest: true);
        LetGo(isNewest: false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        LetGo();
    }

    private void LetGo(bool isNewest)
    {
        lock (_gate)
        {
            ref var place = ref isNewest ? ref _current : ref _older;
            place?.Dispose();
            place = null;
        }
    }

    private async ValueTask<DuckDbSnapshot> UseAsync(FileState state, bool isNewest, CancellationToken cancellationToken)
    {
        if (TryUse(state.Version) is { } open)
        {
            return open;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            if (TryUse(state.Version) is { } opened)
            {
                return opened;
            }

            if (definition.Path is not null)
            {
                return Open(state.Version, state.Files[0].Place, hold: null, isNewest);
            }

            // Only its readers keep it now: room may be needed for the next one.
            LetGo(isNewest: false);
            var tables = Tables();
            await _import.MakeAsync(state, tables, cancellationToken);
            var database = _import.PathOf(state.Version, tables);

            // Somebody could have emptied the folder between the two.
            return folder.TryHold(database) is { } hold ? Open(state.Version, database, hold, isNewest) : throw DuckDbFaults.Written(definition.Id);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>A state that files were taken over in, whatever they have become since; null where this silo never had it.</summary>
    private async ValueTask<DuckDbSnapshot?> TryOpenKeptAsync(string version, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            var database = _import.PathOf(version, Tables());
            return TryUse(version) ?? (folder.TryHold(database) is { } hold ? Open(version, database, hold, isNewest: false) : null);
        }
        finally
        {
            _making.Release();
        }
    }

    private string[] Tables()
    {
        lock (_gate)
        {
            return [.. _tables];
        }
    }

    private DuckDbSnapshot? TryUse(string version)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var open in new[] { _current, _older })
            {
                if (open?.Version == version && (definition.Path is not null || open.Database == _import.PathOf(version, _tables)) && open.TryUse())
                {
                    return open;
                }
            }

            return null;
        }
    }

    /// <summary>Opens a state in the place of the one that is open.</summary>
    private DuckDbSnapshot Open(string version, string database, IDisposable? hold, bool isNewest)
    {
        DuckDbSnapshot opened;
        try
        {
            opened = DuckDbSnapshot.Open(version, database, workPath, options, hold);
        }
        catch (Exception fault) when (fault is DuckDBException or PackagingException)
        {
            throw DuckDbFaults.Unreadable(definition.Id, fault);
        }

        lock (_gate)
        {
            if (_isDisposed)
            {
                opened.Dispose();
            }

            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ref var place = ref isNewest ? ref _current : ref _older;
            place?.Dispose();
            place = opened;
            opened.TryUse();
            return opened;
        }
    }
}
