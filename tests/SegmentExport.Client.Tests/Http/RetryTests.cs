using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.Http;

/// <summary>What is sent again, and when; against answers that are made up.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<HttpRequestMessage> _sent = [];
    private ServiceProvider? _provider;

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Get_AnsweredWithRetryAfter_IsSentAgainNotBeforeThat(HttpStatusCode status)
    {
        var client = Client(attempt => attempt == 1 ? Later(status, 7) : Ok());

        var call = client.GetMeAsync();
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(_sent);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        var me = await call.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("alice", me.User);
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task Get_ToComeAgainMuchLater_FailsAtOnceWithThatTime()
    {
        var client = Client(_ => Later(HttpStatusCode.TooManyRequests, 3600));

        var fault = await Assert.ThrowsAsync<LimitReachedException>(() => client.GetMeAsync());

        Assert.Equal(TimeSpan.FromHours(1), fault.RetryAfter);
        Assert.True(fault.CanRetry);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Create_WhoseConnectionBreaks_IsSentAgainWithTheSameKey()
    {
        var client = Client(attempt => attempt <= 2 ? throw new HttpRequestException("Reset.") : Later(HttpStatusCode.NotFound, 0), options => options.FirstWait = TimeSpan.Zero);

        await Assert.ThrowsAsync<NotFoundException>(() => client.Space("retail").Tasks.CreateAsync(new()));

        var keys = _sent.Select(request => request.Headers.GetValues("Idempotency-Key").Single()).ToList();
        Assert.Equal(3, keys.Count);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task Link_WhoseConnectionBreaks_IsNotSentAgain()
    {
        var client = Client(_ => throw new HttpRequestException("Reset."), options => options.FirstWait = TimeSpan.Zero);

        var fault = await Assert.ThrowsAsync<UnavailableException>(() => client.Space("retail").Tasks.CreateLinkAsync("a"));

        Assert.Equal("unreachable", fault.Code);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Get_ThatIsNotAnswered_FailsAfterItsTries()
    {
        var client = Client(_ => throw new HttpRequestException("Refused."), options => (options.FirstWait, options.Retries) = (TimeSpan.Zero, 3));

        await Assert.ThrowsAsync<UnavailableException>(() => client.GetMeAsync());

        Assert.Equal(4, _sent.Count);
    }

    [Fact]
    public async Task Get_WhoseAnswerBreaksOff_IsSentAgain()
    {
        var client = Client(attempt => attempt == 1 ? new(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) } : Ok(), options => options.FirstWait = TimeSpan.Zero);

        Assert.Equal("alice", (await client.GetMeAsync()).User);
    }

    [Fact]
    public async Task Get_AnsweredByAnotherPage_SaysThatItIsNotTheApi()
    {
        var client = Client(_ => new(HttpStatusCode.OK) { Content = new StringContent("<html>") });

        var fault = await Assert.ThrowsAsync<SegmentExportException>(() => client.GetMeAsync());

        Assert.Equal("unreadable_answer", fault.Code);
    }

    [Fact]
    public async Task Get_AnsweredWithMoreThanAnyAnswerHas_IsRefusedAtOnce()
    {
        var client = Client(_ =>
        {
            var answer = Ok();
            answer.Content.Headers.ContentLength = 1L << 27;
            return answer;
        });

        var fault = await Assert.ThrowsAsync<SegmentExportException>(() => client.GetMeAsync());

        Assert.Equal("unreadable_answer", fault.Code);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Get_ThatIsCancelled_IsCancelledAndNothingElse()
    {
        using var cancelled = new CancellationTokenSource();
        var client = Client(_ => Later(HttpStatusCode.ServiceUnavailable, 5));

        var call = client.GetMeAsync(cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    public void Dispose() => _provider?.Dispose();

    private SegmentExportClient Client(Func<int, HttpResponseMessage> answer, Action<SegmentExportClientOptions>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_time);
        services.AddSegmentExportClient(options =>
        {
            options.BaseAddress = new("http://exports.example/path");
            configure?.Invoke(options);
        }).AddHttpMessageHandler(() => new AnsweringHandler(request =>
        {
            _sent.Add(request);
            return answer(_sent.Count);
        }));
        _provider = services.BuildServiceProvider();
        return _provider.GetRequiredService<SegmentExportClient>();
    }

    private static HttpResponseMessage Later(HttpStatusCode status, int seconds)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent("{\"code\":\"queue_full\",\"detail\":\"Later.\"}") };
        answer.Headers.RetryAfter = seconds == 0 ? null : new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("Reset.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("Reset.");
    }

    private static HttpResponseMessage Ok() => new(HttpStatusCode.OK) { Content = new StringContent("{\"user\":\"alice\",\"spaces\":[],\"isOperator\":false}") };
}
