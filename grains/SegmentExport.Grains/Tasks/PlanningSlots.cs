using Microsoft.Extensions.Options;
using SegmentExport.Grains.Packaging;

namespace SegmentExport.Grains.Tasks;

/// <summary>Bounds how many tasks this silo plans at a time: counting is work like packing, and without a bound a thousand new tasks would count at once. One in a silo.</summary>
internal sealed class PlanningSlots(IOptions<PackagingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.Slots);
    private int _tasks;

    /// <summary>Tasks that are planned here, or wait for it.</summary>
    public int Tasks => Volatile.Read(ref _tasks);

    /// <summary>Does something on one of the slots, once there is one.</summary>
    public async Task<T> UseAsync<T>(Func<Task<T>> plan, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tasks);
        try
        {
            await _slots.WaitAsync(cancellationToken);
            try
            {
                return await plan();
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _tasks);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();
}
