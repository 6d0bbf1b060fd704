using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace SegmentExport.Benchmarks.Gateway;

/// <summary>The same web server with nothing but its static files, in a process of its own.</summary>
internal sealed class StaticFileServer : IAsyncDisposable
{
    /// <summary>The command by which this program is that server.</summary>
    public const string Command = "serve";

    private readonly Process _process;

    private StaticFileServer(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Asks it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it for the folder of a file.</summary>
    public static async Task<StaticFileServer> StartAsync(string file, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(Path.GetDirectoryName(file)!);

        // As the gateway runs.
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The static file server did not start.");
        return new(process, new HttpClient { BaseAddress = new Uri(address) });
    }

    /// <summary>Is the server, until its input ends.</summary>
    public static async Task<int> ServeAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        using var files = new PhysicalFileProvider(folder);
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ServeUnknownFileTypes = true });
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Client.Dispose();
    }
}
