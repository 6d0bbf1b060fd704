using System.Net;
using Amazon.Runtime;

namespace SegmentExport.ObjectStorage.S3;

/// <summary>What the SDK throws, told apart.</summary>
internal static class S3Faults
{
    // Codes of quotas: of AWS' protocol, MinIO and Ceph.
    private static readonly string[] Full = ["QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"];

    public static ObjectFault Of(Exception fault) => fault switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => ObjectFault.NoPlace,
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } => ObjectFault.NotFound,
        AmazonServiceException { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } => ObjectFault.TooShort,
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => ObjectFault.Changed,
        AmazonServiceException { StatusCode: HttpStatusCode.InsufficientStorage } => ObjectFault.Full,
        AmazonServiceException { ErrorCode: { } code } when Full.Contains(code) => ObjectFault.Full,
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => ObjectFault.Refused,
        AmazonClientException when IsWithoutCredentials(fault) => ObjectFault.NoCredentials,
        _ => ObjectFault.NoAnswer,
    };

    // The SDK has no type for it.
    private static bool IsWithoutCredentials(Exception fault) => fault.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);
}
