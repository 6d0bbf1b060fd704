using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using SegmentExport.Artifacts.Objects;
using SegmentExport.Domain.Errors;
using SegmentExport.ObjectStorage;

namespace SegmentExport.Artifacts.Azure;

/// <summary>What the SDK throws, in the words of the store.</summary>
internal static class AzureFaults
{
    public static PackagingException ToPackagingException(Exception fault) => fault switch
    {
        // That of each attempt; the last one says how it ended.
        AggregateException { InnerExceptions: [.., var last] } => ToPackagingException(last),
        RequestFailedException { ErrorCode: { } code } when code == BlobErrorCode.ContainerNotFound || code == BlobErrorCode.ContainerDisabled => ObjectFaults.Say(ObjectFault.NoPlace, fault),
        RequestFailedException failed => OfStatus((HttpStatusCode)failed.Status, fault),
        _ => ObjectFaults.Say(ObjectFault.NoAnswer, fault),
    };

    private static PackagingException OfStatus(HttpStatusCode status, Exception fault) => status switch
    {
        HttpStatusCode.NotFound => ObjectFaults.Say(ObjectFault.NotFound, fault),
        HttpStatusCode.RequestedRangeNotSatisfiable => ObjectFaults.Say(ObjectFault.TooShort, fault),
        HttpStatusCode.PreconditionFailed => ObjectFaults.Say(ObjectFault.Changed, fault),
        HttpStatusCode.InsufficientStorage => ObjectFaults.Say(ObjectFault.Full, fault),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => ObjectFaults.Say(ObjectFault.Refused, fault),
        _ => ObjectFaults.Say(ObjectFault.NoAnswer, fault),
    };
}
