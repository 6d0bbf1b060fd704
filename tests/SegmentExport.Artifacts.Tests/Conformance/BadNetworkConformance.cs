using System.Security.Cryptography;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Artifacts.Tests.Conformance;

/// <summary>What every object store promises over a <see cref="BadNetwork"/>.</summary>
public abstract class BadNetworkConformance
{
    private const int Parts = 60;
    private const int MaxAttempts = 8;

    private readonly TaskKey _task = new(new("retail"), new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
    private readonly int _seed = RandomNumberGenerator.GetInt32(int.MaxValue);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A place of its own behind a handler.</summary>
    protected abstract Task<IStorePlace> MakeAsync(Func<HttpMessageHandler, HttpMessageHandler> between);

    [Fact]
    public async Task Store_OverABadNetwork_KeepsEveryByteAndLeavesNothing()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {_seed}");
        BadNetwork? network = null;
        using var place = await MakeAsync(inner => network = new(inner, _seed));
        var store = place.Open();
        var contents = Enumerable.Range(0, Parts).Select(part => RandomNumberGenerator.GetBytes(part % 6 == 0 ? 11_000_000 : 10_000)).ToArray();

        await Parallel.ForAsync(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, async (part, _) =>
        {
            await TryAsync(async () =>
            {
                await using var upload = await store.CreatePartAsync(_task, part, Cancellation);
                upload.Content.Write(contents[part]);
                await upload.CommitAsync(Cancellation);
                return true;
            });
            var read = await TryAsync(async () =>
            {
                await using var stream = await store.OpenPartAsync(_task, part, 0, contents[part].Length, Cancellation);
                var bytes = new byte[contents[part].Length];
                await stream.ReadExactlyAsync(bytes, Cancellation);
                return bytes;
            });
            Assert.True(contents[part].AsSpan().SequenceEqual(read), $"Part {part} is not what was stored; seed {_seed}.");
        });
        await TryAsync(async () =>
        {
            await store.DeleteTaskAsync(_task, Cancellation);
            return true;
        });

        Assert.True(network!.Failed > 0, $"Nothing failed; seed {_seed}.");
        Assert.Equal(0, await TryAsync(place.CountAsync));
    }

    /// <summary>As a task does: what is transient is done again, so often and no more.</summary>
    private static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (PackagingException fault) when (fault.IsTransient && attempt < MaxAttempts)
            {
                // The next attempt.
            }
        }
    }
}
