namespace SegmentExport.Abstractions.Events;

/// <summary>Tells what changes among the tasks of one space. Stateless worker; key: the space's id. Every answer is of what the caller may see when it is given.</summary>
[Alias("SegmentExport.ITaskEventsGrain")]
public interface ITaskEventsGrain : IGrainWithStringKey
{
    /// <summary>What has changed behind a place. A task that changed more than once comes once, as it is now; one may come again that has not changed.</summary>
    /// <param name="caller">Who; membership and permissions are looked up anew.</param>
    /// <param name="after">The place, as an earlier answer said it; null: now.</param>
    /// <param name="wait">Whether to wait for a change, some seconds; else the answer comes at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Read")]
    Task<Answer<TaskChangeBatch>> ReadAsync(Caller caller, string? after, bool wait, CancellationToken cancellationToken);
}
