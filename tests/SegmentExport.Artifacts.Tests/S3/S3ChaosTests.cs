using System.Net;
using System.Security.Cryptography;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Artifacts.Tests.S3;

/// <summary>A network of which 2 % of the calls come to nothing: not sent, served without an answer, or answered with a fault. Others take a second more.</summary>
public sealed class S3ChaosTests
{
    private const int Parts = 60;
    private const int MaxAttempts = 8;

    private readonly TaskKey _task = new(new("retail"), new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
    private readonly int _seed = RandomNumberGenerator.GetInt32(int.MaxValue);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_OverABadNetwork_KeepsEveryByteAndLeavesNothing()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {_seed}");
        var (calls, failed) = (_seed, 0);
        using var place = await S3Place.MakeAsync(between: network => new InterceptingHandler(network, async (_, next, token) =>
        {
            // Of 150 calls 3 fail, each in a way of its own, and 3 are slow; which ones these are, chance has it.
            var draw = (Interlocked.Increment(ref calls) & int.MaxValue) % 150;
            if (draw is 0 or 50 or 100)
            {
                Interlocked.Increment(ref failed);
            }

            switch (draw)
            {
                case 0:
                    throw new HttpRequestException("Not sent.", new IOException());
                case 50:
                    (await next()).Dispose();
                    throw new HttpRequestException("Served, and the answer was lost.", new IOException());
                case 100:
                    return new(HttpStatusCode.InternalServerError);
                case 25 or 75 or 125:
                    await Task.Delay(TimeSpan.FromSeconds(1), token);
                    break;
            }

            return await next();
        }));
        var contents = Enumerable.Range(0, Parts).Select(part => RandomNumberGenerator.GetBytes(part % 6 == 0 ? 11_000_000 : 10_000)).ToArray();

        await Parallel.ForAsync(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, async (part, _) =>
        {
            await TryAsync(async () =>
            {
                await using var upload = await place.Store.CreatePartAsync(_task, part, Cancellation);
                upload.Content.Write(contents[part]);
                await upload.CommitAsync(Cancellation);
                return true;
            });
            var read = await TryAsync(async () =>
            {
                await using var stream = await place.Store.OpenPartAsync(_task, part, 0, contents[part].Length, Cancellation);
                var bytes = new byte[contents[part].Length];
                await stream.ReadExactlyAsync(bytes, Cancellation);
                return bytes;
            });
            Assert.True(contents[part].AsSpan().SequenceEqual(read), $"Part {part} is not what was stored; seed {_seed}.");
        });
        await TryAsync(async () =>
        {
            await place.Store.DeleteTaskAsync(_task, Cancellation);
            return true;
        });

        Assert.True(failed > 0, $"Nothing failed; seed {_seed}.");
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
