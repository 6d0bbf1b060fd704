namespace SegmentExport.Gateway;

public static partial class GatewayApplication
{
    [LoggerMessage(5010, LogLevel.Information, "SegmentExport is ready at {Address}. Its calls are listed at /openapi/v1.json there; README.md has a first export in four lines. Ctrl+C ends it.")]
    private static partial void LogReady(ILogger logger, string address);
}
