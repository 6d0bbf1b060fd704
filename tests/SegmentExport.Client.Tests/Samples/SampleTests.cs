using System.Diagnostics;
using System.Security.Cryptography;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Tests.Support;
using SegmentExport.Samples;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Client.Tests.Samples;

/// <summary>The samples of docs/samples, as they are, against a running gateway with an approver.</summary>
public sealed class SampleTests(ExportGateway gateway) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TempDataFolder _folder = new();
    private readonly string _key = $"{Guid.CreateVersion7()}";

    [Fact]
    public async Task CSharp_Exports()
    {
        var token = await gateway.TokenAsync("alice");

        var digest = await ApproveMeanwhileAsync(NightlyExport.RunAsync(gateway.Address, _ => ValueTask.FromResult<string?>(token), _key, _folder.Combine("file"), CancellationToken.None));

        Assert.Equal(digest, await DigestAsync("file"));
    }

    [Theory]
    [InlineData("/bin/bash", "export.sh")]
    [InlineData("/usr/bin/python3", "export.py")]
    public async Task Script_Exports(string program, string sample)
    {
        Assert.SkipUnless(File.Exists(program), $"There is no {program}.");

        var (code, errors) = await ApproveMeanwhileAsync(RunAsync(program, sample, _folder.Combine("file")));

        Assert.True(code == 0, errors);
        await DigestAsync("file");
        Assert.Equal([_folder.Combine("file")], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Nightly_StartedAgainWhileTheApproverThinks_IsOneTaskAndOneFile()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock") && File.Exists("/bin/bash"), "There is no bash or no flock.");

        var waiting = RunAsync("/bin/bash", "nightly.sh", _folder.Path);
        var (code, errors) = await ApproveMeanwhileAsync(waiting);
        var again = await RunAsync("/bin/bash", "nightly.sh", _folder.Path);

        Assert.True(code == 0, errors);
        Assert.True(again.Code == 0, again.Errors);
        await DigestAsync(Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Path, "*.csv.gz"))));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The task that the sample made, by its key: the same call with the same key gives it.</summary>
    private async Task<T> ApproveMeanwhileAsync<T>(Task<T> sample)
    {
        var seen = new HashSet<string>();
        while (!sample.IsCompleted)
        {
            await foreach (var task in gateway.Carol.ListAsync(new() { Status = "in_approval", Submitter = "alice", PageSize = 20 }).Take(20))
            {
                if (task.Segment.Id == "high-value" && task.Reason != "A test" && seen.Add(task.Id))
                {
                    await ApproveAsync(task);
                }
            }

            await Task.WhenAny(sample, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }

        return await sample.WaitAsync(Patience);
    }

    private async Task ApproveAsync(DownloadTask task)
    {
        try
        {
            await gateway.Carol.ApproveAsync(task.Id);
        }
        catch (Errors.ConflictException)
        {
            // Another test's approver was first.
        }
    }

    private async Task<string> DigestAsync(string name)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_folder.Combine(name))));
        await foreach (var task in gateway.Alice.ListAsync(new() { Status = "completed", Mine = true }))
        {
            if (task.Segment.Id == "high-value" && (await gateway.Alice.GetManifestAsync(task.Id)).Containers.Any(container => container.Sha256 == digest))
            {
                return digest;
            }
        }

        throw new InvalidOperationException("The file is none that was packed.");
    }

    private async Task<(int Code, string Errors)> RunAsync(string program, string sample, string argument)
    {
        var start = new ProcessStartInfo(program, [Path.Combine(Repository.Root, "docs/samples", sample), argument]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SEGX_API"] = gateway.Address.ToString();
        start.Environment["SEGX_TOKEN"] = await gateway.TokenAsync("alice");
        start.Environment["SEGX_KEY"] = _key;
        start.Environment["SEGX"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "SegmentExport.Cli.dll")}";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await errors);
    }
}
