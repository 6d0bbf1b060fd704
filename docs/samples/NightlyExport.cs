using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Client;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Errors;

namespace SegmentExport.Samples;

/// <summary>An export in C#: creates it, waits until it is approved and packed, downloads the file. Everything that can be repeated is, and the digest is checked.</summary>
public static class NightlyExport
{
    /// <summary>Exports.</summary>
    /// <param name="api">The API's address.</param>
    /// <param name="token">Gives the caller's token, and a new one when it ends.</param>
    /// <param name="key">The same for runs that mean the same export, as a day's date.</param>
    /// <param name="path">Where the file goes.</param>
    /// <param name="cancellation">Ends it; the next run goes on.</param>
    /// <returns>The file's SHA-256; null where the approver said no.</returns>
    public static async Task<string?> RunAsync(Uri api, Func<CancellationToken, ValueTask<string?>> token, string key, string path, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddSegmentExportClient(options => (options.BaseAddress, options.Token) = (api, token));
        await using var provider = services.BuildServiceProvider();
        var tasks = provider.GetRequiredService<SegmentExportClient>().Space("retail").Tasks;
        var request = new CreateDownloadTask
        {
            SegmentId = "high-value",
            Reason = "Autumn campaign",
            Fields = [new() { Id = "name", Masking = "name" }, new() { Id = "phone", Masking = "phone" }, new() { Id = "city" }],
        };
        try
        {
            var task = await tasks.CreateAsync(request, key, cancellation);
            await tasks.WaitUntilCompletedAsync(task.Id, cancellation: cancellation);
            var file = await tasks.DownloadAsync(task.Id, path, new() { Overwrite = true }, cancellation: cancellation);
            return file.Sha256;
        }
        catch (TaskEndedException ended) when (ended.Task.CloseReason == "rejected")
        {
            return null;
        }
    }
}
