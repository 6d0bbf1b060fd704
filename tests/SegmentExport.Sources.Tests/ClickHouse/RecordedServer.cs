using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentExport.Sources.Tests.ClickHouse;

/// <summary>A server that speaks HTTP as far as the driver needs it, and answers each statement with what a test has written down for it.</summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<(string Part, Func<NetworkStream, Task> Answer)> _answers = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public RecordedServer()
    {
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>The statements that have come.</summary>
    public List<string> Statements { get; } = [];

    public string Connection => $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Database=cdp;Username=reader;Password=x";

    /// <summary>Answers statements in which a text stands, the latest of them first.</summary>
    public RecordedServer On(string part, params byte[][] rows) => On(part, stream => SendAsync(stream, [.. rows.SelectMany(row => row)], isWhole: true));

    /// <summary>Answers them in another way.</summary>
    public RecordedServer On(string part, Func<NetworkStream, Task> answer)
    {
        lock (_answers)
        {
            _answers.Insert(0, (part, answer));
        }

        return this;
    }

    /// <summary>Sends a body by chunks; without the last one where it is not whole.</summary>
    public static async Task SendAsync(NetworkStream stream, byte[] body, bool isWhole)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"u8.ToArray());
        if (body.Length > 0)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"));
            await stream.WriteAsync(body);
            await stream.WriteAsync("\r\n"u8.ToArray());
        }

        await stream.FlushAsync();
        if (isWhole)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        }
    }

    /// <summary>A text as RowBinary has it.</summary>
    public static byte[] Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    /// <summary>Texts behind each other.</summary>
    public static byte[] Texts(params string[] texts) => [.. texts.SelectMany(Text)];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private static byte[] Text(byte[] utf8) => [(byte)utf8.Length, .. utf8];

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The end of the test.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } statement)
                {
                    return;
                }

                Func<NetworkStream, Task> answer;
                lock (_answers)
                {
                    Statements.Add(statement);
                    answer = _answers.First(known => statement.Contains(known.Part, StringComparison.Ordinal)).Answer;
                }

                await answer(stream);
            }
            catch (Exception fault) when (fault is IOException or SocketException or InvalidOperationException)
            {
                // Whoever asked has gone, or asks for what was not written down: the connection breaks off, and the test says why.
            }
        }
    }

    private static async Task<string?> ReadAsync(NetworkStream stream)
    {
        var (request, buffer) = (new List<byte>(), new byte[65_536]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return null;
            }

            request.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.UTF8.GetString([.. request]);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text[..head].Split("Content-Length: ") is [_, var length] && Encoding.UTF8.GetByteCount(text.AsSpan(head + 4)) >= int.Parse(length.Split('\r')[0]))
            {
                return text[(head + 4)..];
            }
        }
    }
}
