using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Files;

/// <summary>
/// The folder of states that files were taken over in: <c>{version}.{name}.duckdb</c>, and beside each what it is made of while it is made. What is read or made here is held; what running tasks were
/// planned on, their records say; all else goes some time after it was last used, and sooner where the room is needed. One in a process. Thread-safe.
/// </summary>
/// <param name="workPath">The work folder that it is in.</param>
/// <param name="options">How long and how much is kept.</param>
/// <param name="clock">Tells how long ago something was used.</param>
/// <param name="findPlanned">Finds the versions that running tasks were planned on; null where nobody knows, and then nothing is removed.</param>
public sealed class SnapshotFolder(string workPath, SourceOptions options, TimeProvider clock, Func<CancellationToken, ValueTask<IReadOnlySet<string>>>? findPlanned = null)
{
    private const string End = ".duckdb";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _holds = new(StringComparer.Ordinal);

    // The room of states that are being made, as they are held: what is on the disk of them is not all that will be.
    private readonly Dictionary<string, long> _reserved = new(StringComparer.Ordinal);

    /// <summary>Removes what may go. What cannot be removed stays for the next time.</summary>
    public ValueTask<SnapshotSweep> SweepAsync(CancellationToken cancellationToken) => SweepAsync(null, 0, cancellationToken);

    /// <summary>The file of a state.</summary>
    /// <param name="version">The state's version.</param>
    /// <param name="name">What else tells it from others: no dots.</param>
    internal string PathOf(string version, string name) => Path.Combine(workPath, "snapshots", $"{version}.{name}{End}");

    /// <summary>Keeps a state that is there until it is let go; null where it is not there.</summary>
    internal IDisposable? TryHold(string path)
    {
        lock (_gate)
        {
            return File.Exists(path) ? Hold(path) : null;
        }
    }

    /// <summary>Keeps what a state is made of, and the room that was made for it, until it is let go.</summary>
    internal IDisposable HoldMaking(string path) => Hold(MakingOf(path));

    /// <summary>Makes room for a state that is held to be made, where there is not enough.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="path">The state's file.</param>
    /// <param name="bytes">How many bytes its files have.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="PackagingException">There is not enough, whatever goes.</exception>
    internal async ValueTask MakeRoomAsync(string sourceId, string path, long bytes, CancellationToken cancellationToken)
    {
        if (bytes > options.SnapshotBytes)
        {
            throw DuckDb.DuckDbFaults.TooLarge(sourceId, bytes, options.SnapshotBytes);
        }

        if (!TryReserve(path, bytes))
        {
            await SweepAsync(path, bytes, cancellationToken);
            if (!TryReserve(path, bytes))
            {
                throw DuckDb.DuckDbFaults.NoRoom(sourceId);
            }
        }
    }

    private static string MakingOf(string path) => $"{path}.making";

    private static long BytesOf(FileSystemInfo found) => found switch
    {
        FileInfo file => LengthOf(file),
        DirectoryInfo folder => folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(LengthOf),
        _ => 0,
    };

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // Somebody has just removed it.
            return 0;
        }
    }

    private static DateTime UsedAt(FileSystemInfo found) => found is DirectoryInfo folder
        ? folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(inner => inner.LastWriteTimeUtc).Append(found.LastWriteTimeUtc).Max()
        : found.LastWriteTimeUtc;

    /// <summary>Has the room that a state takes be its own; false where there is not so much.</summary>
    private bool TryReserve(string path, long bytes)
    {
        lock (_gate)
        {
            if (Total(List(), path) + bytes > options.SnapshotBytes)
            {
                return false;
            }

            _reserved[MakingOf(path)] = bytes;
            return true;
        }
    }

    /// <summary>How many bytes all states take but one, of which an attempt before may have left something: it is counted by its whole.</summary>
    private long Total(IEnumerable<Entry> entries, string? but)
    {
        lock (_gate)
        {
            var bytes = entries.GroupBy(entry => MakingOf(entry.State)).ToDictionary(state => state.Key, state => state.Sum(entry => entry.Bytes), StringComparer.Ordinal);
            foreach (var (making, reserved) in _reserved)
            {
                bytes[making] = Math.Max(reserved, bytes.GetValueOrDefault(making));
            }

            return bytes.Where(state => but is null || state.Key != MakingOf(but)).Sum(state => state.Value);
        }
    }

    /// <summary>Removes what may go.</summary>
    /// <param name="wanted">The state that room is needed for; null: none.</param>
    /// <param name="needed">How many bytes it takes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    private async ValueTask<SnapshotSweep> SweepAsync(string? wanted, long needed, CancellationToken cancellationToken)
    {
        // First what there is, then who needs it: a state that a task is planned on meanwhile is held by whoever planned it.
        var entries = List();
        if (findPlanned is null || entries.Count == 0)
        {
            return new(0, entries.Count, entries.Sum(entry => entry.Bytes));
        }

        var planned = await findPlanned(cancellationToken);
        var (bytes, kept, removed, now) = (Total(entries, wanted) + needed, entries.Sum(entry => entry.Bytes), 0, clock.GetUtcNow());
        foreach (var entry in entries.OrderBy(entry => entry.UsedAt))
        {
            var isOld = now - entry.UsedAt >= options.SnapshotKeep;
            if ((isOld || (bytes > options.SnapshotBytes && entry.IsWhole)) && !(entry.IsWhole && planned.Contains(entry.Version)) && TryRemove(entry))
            {
                (bytes, kept, removed) = (entry.State == wanted ? bytes : bytes - entry.Bytes, kept - entry.Bytes, removed + 1);
            }
        }

        return new(removed, entries.Count - removed, kept);
    }

    private Holding Hold(string key)
    {
        lock (_gate)
        {
            _holds[key] = _holds.GetValueOrDefault(key) + 1;
            Touch(key);
        }

        return new Holding(() => LetGo(key));
    }

    private void LetGo(string key)
    {
        lock (_gate)
        {
            if (--_holds[key] == 0)
            {
                _holds.Remove(key);
                _reserved.Remove(key);
            }

            Touch(key);
        }
    }

    private void Touch(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is taken for older than it is, and made again where it is needed again.
        }
    }

    private List<Entry> List()
    {
        var folder = new DirectoryInfo(Path.Combine(workPath, "snapshots"));
        return folder.Exists ? [.. folder.EnumerateFileSystemInfos($"*{End}*").Select(TryLook).OfType<Entry>()] : [];
    }

    /// <summary>Null where somebody has just removed it.</summary>
    private static Entry? TryLook(FileSystemInfo found)
    {
        var state = found.FullName[..(found.FullName.LastIndexOf(End, StringComparison.Ordinal) + End.Length)];
        var name = Path.GetFileNameWithoutExtension(state);
        try
        {
            return new(found, state, name[..Math.Max(0, name.LastIndexOf('.'))], BytesOf(found), new(UsedAt(found), TimeSpan.Zero));
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private bool TryRemove(Entry entry)
    {
        lock (_gate)
        {
            if (_holds.ContainsKey(entry.IsWhole ? entry.State : MakingOf(entry.State)))
            {
                return false;
            }

            try
            {
                if (entry.Found is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else
                {
                    entry.Found.Delete();
                }

                return true;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>A state, or what one is made of.</summary>
    private sealed record Entry(FileSystemInfo Found, string State, string Version, long Bytes, DateTimeOffset UsedAt)
    {
        public bool IsWhole => Found.FullName == State;
    }

    private sealed class Holding(Action letGo) : IDisposable
    {
        private Action? _letGo = letGo;

        public void Dispose() => Interlocked.Exchange(ref _letGo, null)?.Invoke();
    }
}
