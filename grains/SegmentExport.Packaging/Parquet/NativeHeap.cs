using System.Runtime.InteropServices;

namespace SegmentExport.Packaging.Parquet;

/// <summary>The system's allocator, which the Parquet writer uses.</summary>
internal static partial class NativeHeap
{
    private static volatile bool _canTrim = OperatingSystem.IsLinux();

    /// <summary>Gives what is free back to the system. The allocator of Linux keeps it otherwise, once for every thread that ever packed.</summary>
    public static void Trim()
    {
        if (!_canTrim)
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another allocator than glibc's, as on Alpine: it keeps little.
            _canTrim = false;
        }
    }

    // malloc_trim(3)
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
