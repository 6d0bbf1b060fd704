using SegmentExport.Artifacts.Files;
using SegmentExport.Artifacts.Tests.Conformance;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Tests.Files;

public sealed class FileArtifactStoreTests : ArtifactStoreConformance
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");

    private string Root => Path.Combine(_folder.FullName, "deep", "artifacts");

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Commit_OfAPart_LeavesFileAndFoldersToTheirOwner()
    {
        var task = NewTask();
        await WriteAsync(Open(), task, 12, [1]);
        var path = Path.Combine(Root, task.Space.Value, task.Task.Value, "00012.part");

        Assert.True(File.Exists(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            for (var folder = Path.GetDirectoryName(path)!; folder.Length >= Root.Length; folder = Path.GetDirectoryName(folder)!)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            }
        }
    }

    [Fact]
    public async Task List_WithForeignFoldersInTheStore_PassesThemOver()
    {
        Directory.CreateDirectory(Path.Combine(Root, "retail", "no task"));
        Directory.CreateDirectory(Path.Combine(Root, ".hidden", new string('0', 32)));

        Assert.Empty(await Open().ListTasksAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Create_WithAKeyThatIsNoId_MakesNoFolder()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Open().CreatePartAsync(new(new("retail"), new("..")), 0, Cancellation));

        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task Check_WhereAFileIsInTheWay_IsATransientFaultWithoutAPath()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "deep"), "in the way", Cancellation);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await Open().CheckAsync(Cancellation));

        Assert.Equal((ErrorCodes.StoreUnavailable, true), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain(_folder.FullName, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ToAFullDevice_IsAFaultForGood()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /dev/full.");
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using var content = new FaultTranslatingStream(full);

        var fault = Assert.Throws<PackagingException>(() => content.Write(new byte[100_000]));

        Assert.Equal((ErrorCodes.StoreFull, false), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain("/dev", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfAPartThatShrinksMeanwhile_NeverLooksLikeItsEnd()
    {
        var task = NewTask();
        await WriteAsync(Open(), task, 0, new byte[1000]);
        await using var stream = await Open().OpenPartAsync(task, 0, 0, 1000, Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(Root, task.Space.Value, task.Task.Value, "00000.part"), new byte[10], Cancellation);

        var fault = await Assert.ThrowsAsync<PackagingException>(() => stream.CopyToAsync(Stream.Null, Cancellation));

        Assert.Equal((ErrorCodes.StoreUnavailable, false), (fault.Code, fault.IsTransient));
    }

    protected override IArtifactStore Open() => new FileArtifactStore(Root);

    protected override ValueTask<int> CountEverythingAsync() =>
        ValueTask.FromResult(Directory.Exists(Root) ? Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Length : 0);
}
