using SegmentExport.Domain.Errors;
using SegmentExport.ObjectStorage;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Sources.Files.S3;

/// <summary>Faults of an object store in the words of a source.</summary>
internal static class S3SourceFaults
{
    /// <summary>Says a fault of a source's objects.</summary>
    public static PackagingException Say(string sourceId, ObjectFault fault, Exception? cause) => fault switch
    {
        ObjectFault.NotFound or ObjectFault.Changed or ObjectFault.TooShort => DuckDbFaults.Written(sourceId),
        ObjectFault.NoPlace => ForGood($"Source '{sourceId}' names a bucket that is not there. An operator has to make it, or to correct the catalog, or {Settings(sourceId)}:Endpoint and :Region.", cause),
        ObjectFault.Refused => ForGood($"The object store of source '{sourceId}' refuses the credentials, or does not let them list the bucket and read its objects. An operator has to correct {Settings(sourceId)}, or the bucket's policy.", cause),
        ObjectFault.NoCredentials => ForGood($"There are no credentials for the object store of source '{sourceId}'. Set {Settings(sourceId)}:AccessKey and :SecretKey on every silo, or run silos where the store's SDK finds some.", cause),
        _ => new(ErrorCodes.SourceUnavailable, $"The object store of source '{sourceId}' does not answer as it should. Its own log, and the network on the way, tell more.", isTransient: true, cause),
    };

    public static PackagingException TooMany(string sourceId, int most) =>
        ForGood($"Source '{sourceId}' has more than {most:N0} objects. An operator has to make fewer, larger ones of them, or narrow the catalog's pattern.", cause: null);

    public static PackagingException Untagged(string sourceId) =>
        ForGood($"The object store of source '{sourceId}' lists objects without their tags (ETag), by which one is told from another. An operator has to use one that lists them.", cause: null);

    private static PackagingException ForGood(string message, Exception? cause) => new(ErrorCodes.SourceUnavailable, message, isTransient: false, cause);

    private static string Settings(string sourceId) => $"{SourceOptions.SectionName}:{nameof(SourceOptions.S3)}:{sourceId}";
}
