using System.ComponentModel;
using System.Diagnostics;

namespace SegmentExport.Cluster.Tests.Alerts;

/// <summary>A file system of its own in memory, which can be filled up.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one. Skips the test where that is not possible.</summary>
    /// <param name="folder">Where; made where there is none.</param>
    public static SmallDisk Mount(string folder)
    {
        Directory.CreateDirectory(folder);
        Assert.SkipUnless(Runs("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder), "No small file system can be mounted here (that takes Linux and root).");
        return new(folder);
    }

    /// <summary>Takes all the room that is left, until the answer is disposed.</summary>
    public IDisposable Fill()
    {
        var file = new FileStream(Path.Combine(_folder, "filling"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        try
        {
            var block = new byte[64 * 1024];
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            return file;
        }
    }

    public void Dispose() => Runs("umount", "--lazy", _folder);

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
