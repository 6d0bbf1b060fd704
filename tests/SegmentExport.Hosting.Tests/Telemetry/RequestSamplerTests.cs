using System.Diagnostics;
using OpenTelemetry.Trace;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Hosting.Tests.Telemetry;

/// <summary>Which spans are recorded, by what the one above says.</summary>
public sealed class RequestSamplerTests
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    [Theory]
    [InlineData(Request, ActivityKind.Server, null, true)]
    [InlineData(Request, ActivityKind.Server, "01", true)]
    [InlineData(Request, ActivityKind.Server, "00", true)]
    [InlineData("segment_export.view", ActivityKind.Internal, null, true)]
    [InlineData("segment_export.view", ActivityKind.Internal, "01", true)]
    [InlineData("segment_export.view", ActivityKind.Internal, "00", false)]
    [InlineData("IDownloadTaskGrain/Get", ActivityKind.Server, "00", false)]
    public void Span_BehindACaller_IsRecordedAsTheCaller_UnlessItIsARequest(string name, ActivityKind kind, string? caller, bool isRecorded)
    {
        var parent = caller is null ? default : ActivityContext.Parse($"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-{caller}", null);
        foreach (var isRemote in new[] { true, false })
        {
            var context = caller is null ? default : new ActivityContext(parent.TraceId, parent.SpanId, parent.TraceFlags, isRemote: isRemote);
            var sampled = new RequestSampler().ShouldSample(new SamplingParameters(context, ActivityTraceId.CreateRandom(), name, kind));
            Assert.Equal(isRecorded ? SamplingDecision.RecordAndSample : SamplingDecision.Drop, sampled.Decision);
        }
    }
}
