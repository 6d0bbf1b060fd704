using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Files;

/// <summary>Faults of the file system in the words of the store. Their own messages name paths, which nobody outside is to see.</summary>
internal static class FileFaults
{
    // .NET keeps errno in HResult on Unix (errno.h: ENOSPC; EDQUOT of Linux and of macOS) and the Win32 code on Windows (ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL).
    private static readonly int[] Full = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070070), unchecked((int)0x80070027)]
        : [28, OperatingSystem.IsMacOS() ? 69 : 122];

    public static bool IsFull(Exception fault) => fault is IOException && Full.Contains(fault.HResult);

    public static bool IsFault(Exception fault) => fault is IOException or UnauthorizedAccessException;

    public static T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw ToPackagingException(fault);
        }
    }

    public static PackagingException ToPackagingException(Exception fault) => fault switch
    {
        _ when IsFull(fault) => new(
            ErrorCodes.StoreFull, "The artifact store has no room left. Free some, then create the task again.", isTransient: false, fault),
        FileNotFoundException or DirectoryNotFoundException => new(
            ErrorCodes.StoreUnavailable, "The artifact store has no such part; it was deleted, or never written.", isTransient: true, fault),
        EndOfStreamException => new(ErrorCodes.StoreUnavailable, "A stored part is shorter than it was written.", isTransient: false, fault),
        _ => new(ErrorCodes.StoreUnavailable, "The artifact store cannot be read or written now. Its permissions and its disk tell more.", isTransient: true, fault),
    };
}
