using SegmentExport.Domain.Errors;

namespace SegmentExport.ObjectStorage;

/// <summary>Calls of SDKs.</summary>
internal static class ObjectCalls
{
    /// <summary>Makes a call; where the caller cancels it, the cancellation comes out as such.</summary>
    /// <param name="call">Makes it.</param>
    /// <param name="translate">Says what an SDK throws in the words of the caller.</param>
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
}
