using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Startup;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>What a silo has to read catalogs and sources with, without the silo.</summary>
internal static class CatalogToolServices
{
    /// <summary>Runs a tool with them.</summary>
    /// <exception cref="StartupException">A setting is out of range, or the source cannot be read: why, in one line.</exception>
    public static async Task<T> RunAsync<T>(IConfiguration configuration, Func<IServiceProvider, Task<T>> run)
    {
        await using var services = new ServiceCollection().AddSingleton(configuration).AddLogging().AddSegmentExportServices().BuildServiceProvider();
        try
        {
            return await run(services);
        }
        catch (OptionsValidationException fault)
        {
            throw new StartupException(string.Join(' ', fault.Failures), fault);
        }
        catch (PackagingException fault)
        {
            throw new StartupException(FaultCause.Tell(fault), fault);
        }
    }
}
