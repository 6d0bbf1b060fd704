using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.TestKit.Webhooks;

/// <summary>An endpoint of webhooks as somebody else would write it: takes what is signed by its secret, and fails each message's first delivery. It is away until it is started.</summary>
public sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly Channel<(string Id, JsonElement Message)> _taken = Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly HashSet<string> _seen = [];

    /// <summary>Where it listens once it is started.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}/hooks/");

    /// <summary>Its secret, as settings have it.</summary>
    public string Secret => "whsec_" + Convert.ToBase64String(_secret);

    /// <summary>What was signed rightly, the first time that it was taken.</summary>
    public ChannelReader<(string Id, JsonElement Message)> Taken => _taken.Reader;

    /// <summary>The settings of a process that tells it of a space's tasks, and tries again soon.</summary>
    public (string Name, string Value)[] SettingsFor(string space) =>
    [
        ("SegmentExport__Webhooks__Endpoints__tests__Space", space), ("SegmentExport__Webhooks__Endpoints__tests__Url", Address.ToString()),
        ("SegmentExport__Webhooks__Endpoints__tests__Secrets__0", Secret), ("SegmentExport__Webhooks__AllowPrivateAddresses", "true"), ("SegmentExport__Webhooks__Attempts", "50"),
        ("SegmentExport__Webhooks__Period", "00:00:00.200"), ("SegmentExport__Webhooks__FirstDelay", "00:00:00.200"), ("SegmentExport__Webhooks__MaxDelay", "00:00:01"),
    ];

    /// <summary>Begins to listen.</summary>
    public void Start()
    {
        _server.Prefixes.Add(Address.ToString());
        _server.Start();
        _ = ServeAsync();
    }

    /// <inheritdoc />
    public void Dispose() => ((IDisposable)_server).Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _server.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                context.Response.StatusCode = Take(context.Request, body.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // It was disposed.
        }
    }

    private int Take(HttpListenerRequest request, byte[] body)
    {
        var (id, timestamp) = (request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(_secret, signed));
        if (!request.Headers["webhook-signature"]!.Split(' ').Contains(expected))
        {
            return 401;
        }

        if (_seen.Add(id))
        {
            return 503;
        }

        _taken.Writer.TryWrite((id, JsonDocument.Parse(body).RootElement));
        return 204;
    }
}
