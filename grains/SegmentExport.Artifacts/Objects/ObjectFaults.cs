using SegmentExport.Domain.Errors;
using SegmentExport.ObjectStorage;

namespace SegmentExport.Artifacts.Objects;

/// <summary>Faults of an object store in the words of the store of parts.</summary>
internal static class ObjectFaults
{
    /// <inheritdoc cref="FaultWords" />
    public static PackagingException Say(ObjectFault fault, Exception? cause) => fault switch
    {
        ObjectFault.NotFound => Unavailable("The artifact store has no such part; it was deleted, or never written.", cause),
        ObjectFault.NoPlace => Unavailable("The artifact store has no such bucket or container. Make it, or name another one in the settings.", cause),
        ObjectFault.Refused => Unavailable("The artifact store refuses the credentials, or what they may do. Correct them, or their permissions.", cause),
        ObjectFault.NoCredentials => Unavailable("There are no credentials for the artifact store. Set them, or run where the store's SDK finds some.", cause),
        ObjectFault.Changed => Unavailable("A part was stored anew while it was read. Read it again.", cause),
        ObjectFault.TooShort => new(ErrorCodes.StoreUnavailable, "A stored part is shorter than it was written.", isTransient: false, cause),
        ObjectFault.Full => new(ErrorCodes.StoreFull, "The artifact store has no room left. Free some, then create the task again.", isTransient: false, cause),
        _ => Unavailable("The artifact store does not answer as it should. Its own log, and the network on the way, tell more.", cause),
    };

    private static PackagingException Unavailable(string message, Exception? cause) => new(ErrorCodes.StoreUnavailable, message, isTransient: true, cause);
}
