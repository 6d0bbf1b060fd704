using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway;

/// <summary>What keeps the program from starting and is the operator's to mend: told in a few lines. Anything else is a fault of ours and keeps its stack.</summary>
internal static class StartFaults
{
    /// <summary>What to tell; null where the fault is not the operator's.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        StartupException => fault.Message,
        OptionsValidationException => $"{fault.Message} docs/configuration.md lists every setting with what it takes.",
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            string.Join('\n', several.InnerExceptions.Select(Explain)),
        IOException { InnerException: AddressInUseException } => $"{fault.Message} End the program that listens there, or set ASPNETCORE_URLS to another port.",
        _ => null,
    };
}
