using System.Globalization;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Downloads that are cut at any byte, heads included.</summary>
public sealed class InterruptedDownloadTests(ExportGateway gateway)
{
    private const int Downloads = 200;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SEGMENT_EXPORT_CUT_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();

    [Fact]
    public async Task Download_CutAtAnyByte_ResumesAndIsTheFile()
    {
        var task = await gateway.CompletedTask;
        var containers = (await gateway.Alice.GetManifestAsync(task.Id)).Containers;
        await using var proxy = new CuttingProxy(gateway.Address);
        using var folder = new TempDataFolder();
        var (dice, resumed, cuts) = (new Random(Seed), 0, 0);
        for (var i = 0; i < Downloads; i++)
        {
            // A client's connections end with it, so that no answer of the download before is cut.
            var tasks = (await gateway.SignInAsync("alice", options => (options.BaseAddress, options.FirstWait) = (proxy.Address, TimeSpan.Zero))).Space("retail").Tasks;
            var (path, times, file) = (folder.Combine($"file-{i}"), dice.Next(1, 5), containers[dice.Next(containers.Count)]);
            proxy.CutAfter(dice.NextInt64(1, file.Bytes / times), times);

            // Every other download gives up at the first cut and is taken up by a new one, as after a crash of the program.
            var options = new DownloadOptions { Container = file.Name, SmallestChunk = dice.Next(10_000, (int)file.Bytes), Parallelism = dice.Next(1, 5), NextWorker = TimeSpan.FromMilliseconds(dice.Next(0, 3)), Attempts = i % 2 == 0 ? 10 : 1 };
            var (done, tries) = (default(DownloadedFile), 0);
            while (done is null)
            {
                Assert.False(File.Exists(path), $"Half a file is under the file's own name. Download {i} of seed {Seed}.");
                Assert.True(tries++ < 20, $"It does not end. Download {i} of seed {Seed}.");
                try
                {
                    done = await tasks.DownloadAsync(task.Id, path, options);
                }
                catch (UnavailableException) when (options.Attempts == 1)
                {
                    // Cut.
                }
            }

            Assert.True(done.IsChecked && done.Sha256 == file.Sha256 && done.Bytes == file.Bytes, $"It is another file: {done}. Download {i} of seed {Seed}.");
            Assert.Equal([path], Directory.GetFiles(folder.Path));
            File.Delete(path);
            cuts += proxy.Cuts;
            resumed += done.Resumed > 0 ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{cuts} cuts in {Downloads} downloads, {resumed} of them taken up from their side files; seed {Seed}");
        Assert.True(cuts >= Downloads, $"Only {cuts} cuts; seed {Seed}.");
        Assert.True(resumed > Downloads / 10, $"Only {resumed} downloads were taken up from their side files; seed {Seed}.");
    }
}
