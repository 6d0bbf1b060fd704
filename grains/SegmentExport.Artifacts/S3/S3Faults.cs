using System.Net;
using Amazon.Runtime;
using SegmentExport.Artifacts.Objects;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.S3;

/// <summary>What the SDK throws, in the words of the store.</summary>
internal static class S3Faults
{
    // Codes of quotas: of AWS' protocol, MinIO and Ceph.
    private static readonly string[] Full = ["QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"];

    public static PackagingException ToPackagingException(Exception fault) => fault switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => ObjectFaults.NoPlace(fault),
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } => ObjectFaults.NotFound(fault),
        AmazonServiceException { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } => ObjectFaults.TooShort(fault),
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => ObjectFaults.Changed(fault),
        AmazonServiceException { StatusCode: HttpStatusCode.InsufficientStorage } => ObjectFaults.Full(fault),
        AmazonServiceException { ErrorCode: { } code } when Full.Contains(code) => ObjectFaults.Full(fault),
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => ObjectFaults.Refused(fault),
        AmazonClientException when IsWithoutCredentials(fault) => ObjectFaults.NoCredentials(fault),
        _ => ObjectFaults.NoAnswer(fault),
    };

    // The SDK has no type for it.
    private static bool IsWithoutCredentials(Exception fault) => fault.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);
}
