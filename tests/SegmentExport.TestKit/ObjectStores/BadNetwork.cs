using System.Net;

namespace SegmentExport.TestKit.ObjectStores;

/// <summary>A network of which 2 % of the calls come to nothing: not sent, served without an answer, or answered with a fault. Another 2 % take a second more.</summary>
/// <param name="inner">The network; stays the caller's.</param>
/// <param name="seed">Which of the first calls meets what; what a later one meets, chance has it.</param>
public sealed class BadNetwork(HttpMessageHandler inner, int seed) : DelegatingHandler(inner)
{
    private int _calls = seed;
    private int _failed;

    /// <summary>How many calls have come to nothing.</summary>
    public int Failed => _failed;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Of 150 calls 3 fail, each in a way of its own, and 3 are slow.
        var draw = (Interlocked.Increment(ref _calls) & int.MaxValue) % 150;
        if (draw is 0 or 50 or 100)
        {
            Interlocked.Increment(ref _failed);
        }

        switch (draw)
        {
            case 0:
                throw new HttpRequestException("Not sent.", new IOException());
            case 50:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new HttpRequestException("Served, and the answer was lost.", new IOException());
            case 100:
                return new(HttpStatusCode.InternalServerError);
            case 25 or 75 or 125:
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                break;
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
