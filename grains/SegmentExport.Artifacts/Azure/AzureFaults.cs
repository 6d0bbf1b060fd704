using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using SegmentExport.Artifacts.Objects;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Azure;

/// <summary>What the SDK throws, in the words of the store.</summary>
internal static class AzureFaults
{
    public static PackagingException ToPackagingException(Exception fault) => fault switch
    {
        // That of each attempt; the last one says how it ended.
        AggregateException { InnerExceptions: [.., var last] } => ToPackagingException(last),
        RequestFailedException { ErrorCode: { } code } when code == BlobErrorCode.ContainerNotFound || code == BlobErrorCode.ContainerDisabled => ObjectFaults.NoPlace(fault),
        RequestFailedException failed => OfStatus((HttpStatusCode)failed.Status, fault),
        _ => ObjectFaults.NoAnswer(fault),
    };

    private static PackagingException OfStatus(HttpStatusCode status, Exception fault) => status switch
    {
        HttpStatusCode.NotFound => ObjectFaults.NotFound(fault),
        HttpStatusCode.RequestedRangeNotSatisfiable => ObjectFaults.TooShort(fault),
        HttpStatusCode.PreconditionFailed => ObjectFaults.Changed(fault),
        HttpStatusCode.InsufficientStorage => ObjectFaults.Full(fault),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => ObjectFaults.Refused(fault),
        _ => ObjectFaults.NoAnswer(fault),
    };
}
