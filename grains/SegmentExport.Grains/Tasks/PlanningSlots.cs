using Microsoft.Extensions.Options;
using SegmentExport.Grains.Packaging;

namespace SegmentExport.Grains.Tasks;

/// <summary>
/// Bounds how many tasks this silo plans at a time: counting is work like packing, and without a bound a thousand new tasks would count at once. Quick ones have slots of their own: behind the count of a
/// large segment they would wait for as long as it takes. One in a silo.
/// </summary>
internal sealed class PlanningSlots(IOptions<PackagingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _quick = new(options.Value.Slots);
    private readonly SemaphoreSlim _others = new(options.Value.Slots);
    private int _tasks;

    /// <summary>Tasks that are planned here, or wait for it.</summary>
    public int Tasks => Volatile.Read(ref _tasks);

    /// <summary>Does something on one of the slots, once there is one.</summary>
    /// <param name="plan">What is done.</param>
    /// <param name="isQuick">It takes milliseconds, as far as is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> UseAsync<T>(Func<Task<T>> plan, bool isQuick, CancellationToken cancellationToken)
    {
        var slots = isQuick ? _quick : _others;
        Interlocked.Increment(ref _tasks);
        try
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                return await plan();
            }
            finally
            {
                slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _tasks);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _quick.Dispose();
        _others.Dispose();
    }
}
