namespace SegmentExport.Hosting.Keys;

/// <summary>Has every task's key wrapped by the first of the keys, so that the others can go.</summary>
internal sealed class KeyRewrapping(IArtifactKeyStore store, KeyWrapping wrapping)
{
    /// <summary>Does it; may be repeated, and run while tasks are packed, downloaded and ended.</summary>
    /// <returns>How many keys were wrapped anew.</returns>
    /// <exception cref="Domain.Errors.PackagingException">One is wrapped by a key that is not here.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var rewrapped = 0;
        await foreach (var (task, old) in store.ListAsync(wrapping.CurrentId, cancellationToken))
        {
            // One that went meanwhile stays gone.
            rewrapped += await store.ReplaceAsync(task, old, wrapping.Wrap(task, wrapping.Unwrap(task, old)), cancellationToken) ? 1 : 0;
        }

        return rewrapped;
    }
}
