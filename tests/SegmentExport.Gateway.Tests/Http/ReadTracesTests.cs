using System.Diagnostics;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Tests.Http;

/// <summary>Which requests' traces are recorded.</summary>
public sealed class ReadTracesTests : IDisposable
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

    private readonly ActivitySource _source = new("ReadTracesTests");
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "ReadTracesTests",
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public ReadTracesTests()
    {
        ActivitySource.AddActivityListener(_listener);
        Activity.Current = null;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Theory]
    [InlineData("GET", "/api/v1/spaces/retail/download-tasks/1", false)]
    [InlineData("HEAD", "/health/ready", false)]
    [InlineData("POST", "/api/v1/spaces/retail/download-tasks", true)]
    [InlineData("GET", "/api/v1/spaces/retail/download-tasks/1/file", true)]
    [InlineData("GET", "/api/v1/spaces/retail/download-tasks/1/linked-file", true)]
    [InlineData("GET", "/api/v1/spaces/retail/download-tasks/1/manifest", true)]
    [InlineData("GET", "/api/v1/spaces/retail/download-tasks/1/sample", true)]
    public void Request_ThatOnlyLooks_IsNotRecorded(string method, string path, bool isRecorded) => Assert.Equal(isRecorded, Answered(0, method, path, 200).Recorded);

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public void Look_ThatWentWrong_IsRecorded(int status) => Assert.True(Answered(0, "GET", "/api/v1/me", status).Recorded);

    [Fact]
    public void Look_ThatTookLong_IsRecorded() => Assert.True(Answered(0, "GET", "/api/v1/me", 200, duration: TimeSpan.FromSeconds(1)).Recorded);

    [Theory]
    [InlineData(200, false)]
    [InlineData(500, true)]
    public void Stream_OfEvents_IsNotRecordedForItsLength(int status, bool isRecorded) =>
        Assert.Equal(isRecorded, Answered(0, "GET", "/api/v1/spaces/retail/download-tasks/events", status, TimeSpan.FromMinutes(5), contentType: "text/event-stream").Recorded);

    [Fact]
    public void Look_OfACallerThatRecords_IsRecorded() => Assert.True(Answered(0, "GET", "/api/v1/me", 200, parent: $"{Caller}-01").Recorded);

    [Theory]
    [InlineData("GET", 200, false)]
    [InlineData("GET", 403, true)]
    [InlineData("POST", 200, true)]
    public void Request_OfACallerThatRecordsNothing_IsLikeOneWithoutACaller(string method, int status, bool isRecorded) =>
        Assert.Equal(isRecorded, Answered(0, method, "/api/v1/me", status, parent: $"{Caller}-00").Recorded);

    [Theory]
    [InlineData(0.0, 0, 0)]
    [InlineData(0.1, 800, 1200)]
    [InlineData(1.0, 10_000, 10_000)]
    public void Looks_ThatWentWell_AreRecordedInTheConfiguredShare(double ratio, int least, int most) =>
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => Answered(ratio, "GET", "/api/v1/me", 200).Recorded), least, most);

    /// <summary>What is called meanwhile is recorded where the request is; here that is seen before its end.</summary>
    [Fact]
    public void Look_ThatWentWrong_HasRecordedNothingOfWhatItCalled()
    {
        using var reads = new ReadTraces(0);
        using var span = _source.StartActivity("GET")!;
        reads.Begin(span, "GET", "/api/v1/me");
        Assert.False(span.Context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
    }

    private Activity Answered(double ratio, string method, string path, int status, TimeSpan duration = default, string? parent = null, string contentType = "application/json")
    {
        using var reads = new ReadTraces(ratio);
        var span = _source.StartActivity(method, ActivityKind.Server, parent)!;
        reads.Begin(span, method, path);
        ReadTraces.End(span, contentType);
        span.SetTag("http.response.status_code", status).SetEndTime(span.StartTimeUtc + duration + TimeSpan.FromTicks(1)).Stop();
        reads.OnEnd(span);
        return span;
    }
}
