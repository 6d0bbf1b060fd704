using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Cluster.Tests.Startup;

namespace SegmentExport.Cluster.Tests.Faults;

/// <summary>A gateway that dies in the middle of a download.</summary>
[Collection(StandingCluster.Name)]
public sealed class KilledGatewayTests(StandingCluster fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Kill_OfAGatewayDuringADownload_IsResumedAtAnotherWithTheRightDigest()
    {
        var cluster = fixture.Cluster;
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));

        // More bytes than lie in buffers on the way.
        var hashed = new[] { "user_id", "name", "phone", "email", "id_card", "bank_card", "device_id" }.Select(id => new { id, masking = "hash" });
        var task = await alice.CreateTaskAsync("retail", "everyone", [.. hashed]);
        await ClusterExport.CompleteAsync(carol, alice, task, Patience);
        for (var time = 0; time < FaultCounts.Of(1, 5); time++)
        {
            var gateway = cluster.StartGateway();
            await gateway.WaitUntilReadyAsync();
            using var slow = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectSlowlyAsync }) { BaseAddress = gateway.Address };
            using var first = await cluster.User("alice", slow).SendAsync(HttpMethod.Get, $"{task}/file");
            using var file = new MemoryStream();
            await using var content = await first.Content.ReadAsStreamAsync();

            // An eighth of it at most: on top of that, two thirds may lie in buffers.
            await ReadAsync(content, file, first.Content.Headers.ContentLength!.Value * (time + 1) / 40);
            await gateway.KillAsync();
            await Assert.ThrowsAnyAsync<IOException>(() => content.CopyToAsync(file));

            var received = file.Length;
            Assert.InRange(received, 1, first.Content.Headers.ContentLength.Value - 1);
            using var rest = await cluster.User("alice", gateway: 1).SendAsync(HttpMethod.Get, $"{task}/file", headers: headers =>
            {
                headers.Range = new(received, null);
                headers.IfRange = new(first.Headers.ETag!);
            });
            Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
            await rest.Content.CopyToAsync(file);

            using var whole = await alice.SendAsync(HttpMethod.Get, $"{task}/file");
            TestContext.Current.TestOutputHelper?.WriteLine($"{received} of {file.Length} bytes had come when the gateway died.");
            Assert.Equal(await SHA256.HashDataAsync(await whole.Content.ReadAsStreamAsync()), SHA256.HashData(file.ToArray()));
        }
    }

    private static async Task ReadAsync(Stream content, MemoryStream file, long bytes)
    {
        var buffer = new byte[4096];
        while (file.Length < bytes)
        {
            var read = await content.ReadAsync(buffer);
            Assert.NotEqual(0, read);
            file.Write(buffer, 0, read);
        }
    }

    // A small window, so that the file is not on this side already when the gateway dies.
    private static async ValueTask<Stream> ConnectSlowlyAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
