using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SegmentExport.Hosting.Startup;

/// <summary>What keeps a program from starting and is the operator's to mend: told in a few lines. Anything else is a fault of ours and keeps its stack.</summary>
public static class StartFaults
{
    /// <summary>What to tell; null where the fault is not the operator's.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        StartupException => fault.Message,
        OptionsValidationException or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            $"{fault.Message} docs/configuration.md lists every setting with what it takes.",
        OrleansConfigurationException => fault.Message,
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            string.Join('\n', several.InnerExceptions.Select(Explain)),
        IOException when IsAddressInUse(fault) => $"{fault.Message} End the program that listens there, or set ASPNETCORE_URLS to another port.",
        _ when IsAddressInUse(fault) =>
            "A port of the silo is in use on this machine. End the program that listens there, or set SegmentExport:Cluster:SiloPort and SegmentExport:Cluster:GatewayPort (embedded: SegmentExport:Silo:Port) to others.",
        _ => null,
    };

    private static bool IsAddressInUse(Exception fault) => fault.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
}
