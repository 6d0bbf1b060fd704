namespace SegmentExport.Silo;

/// <summary>The settings of the commands that do one thing and end.</summary>
internal static class ProcessSettings
{
    /// <summary>Reads them from where a silo has them, the command line going first.</summary>
    /// <param name="args">Settings from the command line.</param>
    public static IConfiguration Read(string[] args) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(args)
        .Build();
}
