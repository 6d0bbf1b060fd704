namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private CancellationTokenSource? _staying;
    private int _goingOn;

    /// <summary>Does what nobody calls for meanwhile, and what would begin anew if the grain were collected before it has ended: until then it stays.</summary>
    private async Task StayForAsync(Func<Task> work)
    {
        if (_goingOn++ == 0)
        {
            _staying = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
            StayAsync(_staying.Token).Ignore();
        }

        try
        {
            await work();
        }
        finally
        {
            if (--_goingOn == 0 && !_deactivating.IsCancellationRequested)
            {
                EndStaying();
            }
        }
    }

    /// <summary>By little more than the age each time: unless a call comes, Orleans' collector does not come back to a grain before the delay that it met is over, also where nothing goes on any more.</summary>
    private async Task StayAsync(CancellationToken cancellationToken)
    {
        var age = collection.Value.CollectionAge;
        while (!cancellationToken.IsCancellationRequested)
        {
            DelayDeactivation(age * 1.25);
            await Task.Delay(age / 4, cancellationToken);
        }
    }

    private void EndStaying()
    {
        _staying?.Cancel();
        _staying?.Dispose();
        _staying = null;
        DelayDeactivation(TimeSpan.Zero);
    }
}
