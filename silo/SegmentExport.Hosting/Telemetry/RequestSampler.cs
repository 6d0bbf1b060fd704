using System.Diagnostics;
using OpenTelemetry.Trace;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>
/// Records as the span above is recorded, but HTTP requests always, at first: also where their caller says that it records nothing, which many say that know nothing of recording, and proxies that sample for
/// themselves. Whether a request that only looks is kept the gateway decides, before it calls anything.
/// </summary>
internal sealed class RequestSampler : Sampler
{
    /// <summary>What ASP.NET Core calls the span of a request when it begins.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly ParentBasedSampler _others = new(new AlwaysOnSampler());

    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters is { Kind: ActivityKind.Server, Name: Request } ? new(SamplingDecision.RecordAndSample) : _others.ShouldSample(samplingParameters);
}
