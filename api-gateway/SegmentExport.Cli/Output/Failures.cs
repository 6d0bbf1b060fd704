using SegmentExport.Client.Errors;

namespace SegmentExport.Cli.Output;

/// <summary>Tells what went wrong, to people or to scripts, and with which exit code.</summary>
internal static class Failures
{
    /// <summary>Tells it.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Terminal terminal, Exception fault, bool asJson)
    {
        var (code, errors, trace) = fault switch
        {
            SegmentExportException refused => (refused.Code, refused.Errors, refused.TraceId),
            UsageException usage => (usage.Code, [], null),
            OperationCanceledException => ("interrupted", [], null),
            IOException or UnauthorizedAccessException => ("file_failed", [], null),
            _ => ("unexpected", [], null),
        };
        var message = fault is OperationCanceledException ? "Interrupted. A task that was created is still there: 'segx watch TASK' waits for it, 'segx download TASK' with the same --out goes on with what arrived." : fault.Message;
        if (asJson)
        {
            terminal.ErrorOutput.WriteLine(JsonOutput.Write(new { code, message, errors = errors.Count > 0 ? errors : null, traceId = trace }));
            return ExitCodeOf(fault);
        }

        terminal.ErrorOutput.WriteLine($"segx: {SafeText.Of(message)} ({SafeText.Of(code)}{(trace is null ? "" : $", trace {SafeText.Of(trace)}")})");
        foreach (var error in errors)
        {
            terminal.ErrorOutput.WriteLine($"  {SafeText.Of(error.Path)}: {SafeText.Of(error.Message)} ({SafeText.Of(error.Code)})");
        }

        return ExitCodeOf(fault);
    }

    private static int ExitCodeOf(Exception fault) => fault switch
    {
        UsageException usage => usage.ExitCode,
        InvalidRequestException => ExitCodes.Usage,
        NotSignedInException => ExitCodes.NotSignedIn,
        NotPermittedException => ExitCodes.NotPermitted,
        NotFoundException => ExitCodes.NotFound,
        ConflictException or ChangedMeanwhileException => ExitCodes.Conflict,
        TaskEndedException or GoneException => ExitCodes.Ended,
        LimitReachedException => ExitCodes.LimitReached,
        UnavailableException => ExitCodes.Unavailable,
        DownloadException or IOException or UnauthorizedAccessException => ExitCodes.File,
        OperationCanceledException => ExitCodes.Interrupted,
        _ => ExitCodes.Failed,
    };
}
