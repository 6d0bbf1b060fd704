using System.Diagnostics;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Faults;

/// <summary>A store on a file system that is really full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempDataFolder _data = new();
    private bool _isMounted;

    private string Store => _data.Combine("small");

    [Fact]
    public async Task FullDisk_WhilePacking_ClosesTheTaskWithAReasonAndLeavesNoPart()
    {
        Directory.CreateDirectory(Store);
        _isMounted = await RunsAsync("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", Store);
        Assert.SkipUnless(_isMounted, "No small file system can be mounted here (that takes Linux and root); the faults of a store are also tested with a store that pretends.");
        await SampleData.CopyToAsync(_data.Path);
        await using var gateway = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Artifacts__Path", Store), ("SegmentExport__Sharding__TargetRows", "500"));
        var alice = await ApiUser.SignInAsync(gateway.Client, "alice");

        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "user_id" }, new { id = "phone" }, new { id = "email" }, new { id = "device_id" });
        var closed = await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "closed", TimeSpan.FromSeconds(30));

        var failure = closed.GetProperty("packaging").GetProperty("failure");
        Assert.Equal("packaging_failed", closed.GetProperty("closeReason").GetString());
        Assert.Equal("store_full", failure.GetProperty("code").GetString());
        Assert.Contains("no room left", failure.GetProperty("message").GetString());
        await alice.WaitForAsync(task, _ => Directory.GetFiles(Store, "*", SearchOption.AllDirectories).Length == 0, TimeSpan.FromSeconds(30));

        var small = await alice.CreateTaskAsync("retail", "nobody", new { id = "city" });
        await alice.WaitForAsync(small, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", TimeSpan.FromSeconds(30));
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            using var unmount = Process.Start("umount", [Store]);
            unmount.WaitForExit();
        }

        _data.Dispose();
    }

    private static async Task<bool> RunsAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
