using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Objects;

/// <summary>Faults of a store over HTTP in the words of the store. Its own messages name servers, buckets and keys, which nobody outside is to see.</summary>
internal static class ObjectFaults
{
    /// <summary>Makes a call; where the caller cancels it, the cancellation comes out as such.</summary>
    /// <param name="call">Makes it.</param>
    /// <param name="translate">Says what an SDK throws in the words of the store.</param>
    /// <param name="cancellationToken">What the call ends with.</param>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call, Func<Exception, PackagingException> translate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call();
        }
        catch (Exception fault) when (fault is not PackagingException && !cancellationToken.IsCancellationRequested)
        {
            throw translate(fault);
        }
        catch (Exception fault) when (fault is not (PackagingException or OperationCanceledException))
        {
            throw new OperationCanceledException("The call was cancelled.", fault, cancellationToken);
        }
    }

    public static PackagingException NotFound(Exception fault) =>
        Unavailable("The artifact store has no such part; it was deleted, or never written.", fault);

    public static PackagingException NoPlace(Exception fault) =>
        Unavailable("The artifact store has no such bucket or container. Make it, or name another one in the settings.", fault);

    public static PackagingException Refused(Exception fault) =>
        Unavailable("The artifact store refuses the credentials, or what they may do. Correct them, or their permissions.", fault);

    public static PackagingException NoCredentials(Exception fault) =>
        Unavailable("There are no credentials for the artifact store. Set them, or run where the store's SDK finds some.", fault);

    public static PackagingException Changed(Exception fault) =>
        Unavailable("A part was stored anew while it was read. Read it again.", fault);

    public static PackagingException NoAnswer(Exception fault) =>
        Unavailable("The artifact store does not answer as it should. Its own log, and the network on the way, tell more.", fault);

    public static PackagingException TooShort(Exception? fault = null) =>
        new(ErrorCodes.StoreUnavailable, "A stored part is shorter than it was written.", isTransient: false, fault);

    public static PackagingException Full(Exception fault) =>
        new(ErrorCodes.StoreFull, "The artifact store has no room left. Free some, then create the task again.", isTransient: false, fault);

    private static PackagingException Unavailable(string message, Exception fault) => new(ErrorCodes.StoreUnavailable, message, isTransient: true, fault);
}
