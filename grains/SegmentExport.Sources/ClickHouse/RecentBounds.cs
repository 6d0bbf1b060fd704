namespace SegmentExport.Sources.ClickHouse;

/// <summary>Bounds that were used lately: many shards of a plan are read on one silo, and each of them needs them. Bounded in number and, by the number of shards of a plan, in keys.</summary>
internal sealed class RecentBounds
{
    /// <summary>Those of so many plans.</summary>
    public const int Most = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lazy<Task<KeyBounds>>> _bounds = new(StringComparer.Ordinal);

    // The one that was not asked for for longest is first.
    private readonly List<string> _order = [];

    /// <summary>Those of a key; whoever asks meanwhile waits for the same search. One that failed is made again by the next, and so is one whose first asker has given up.</summary>
    public async Task<KeyBounds> GetAsync(string key, Func<Task<KeyBounds>> find, CancellationToken cancellationToken)
    {
        while (true)
        {
            var bounds = GetOrAdd(key, find);
            try
            {
                return await bounds.Value.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (bounds.Value.IsCanceled && !cancellationToken.IsCancellationRequested)
            {
                Remove(key, bounds);
            }
            catch when (bounds.Value.IsCompleted)
            {
                Remove(key, bounds);
                throw;
            }
        }
    }

    private Lazy<Task<KeyBounds>> GetOrAdd(string key, Func<Task<KeyBounds>> find)
    {
        lock (_gate)
        {
            _order.Remove(key);
            _order.Add(key);
            if (!_bounds.TryGetValue(key, out var bounds))
            {
                _bounds[key] = bounds = new(find);
                if (_order.Count > Most)
                {
                    _bounds.Remove(_order[0]);
                    _order.RemoveAt(0);
                }
            }

            return bounds;
        }
    }

    private void Remove(string key, Lazy<Task<KeyBounds>> bounds)
    {
        lock (_gate)
        {
            if (_bounds.GetValueOrDefault(key) == bounds)
            {
                _bounds.Remove(key);
                _order.Remove(key);
            }
        }
    }
}
