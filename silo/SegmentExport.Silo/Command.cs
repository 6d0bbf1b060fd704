using SegmentExport.Hosting.Startup;

namespace SegmentExport.Silo;

/// <summary>A command that does one thing and ends.</summary>
internal static class Command
{
    /// <summary>Runs one.</summary>
    /// <param name="args">Settings from the command line, which go before those from where a silo has them.</param>
    /// <param name="run">Does it; returns what to tell.</param>
    /// <returns>The exit code: 0, or 1 where it could not be done; why is on standard error.</returns>
    public static async Task<int> RunAsync(string[] args, Func<IConfiguration, Task<string>> run)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        try
        {
            Console.WriteLine(await run(settings));
            return 0;
        }
        catch (StartupException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
