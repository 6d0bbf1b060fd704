using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using SegmentExport.Grains;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>A gateway whose clock, of tasks and reminders alone, a test sets. The product has no setting for that, so it is started in the test's process.</summary>
internal static class ClockedGateway
{
    public static async Task<WebApplication> StartAsync(string dataPath, FakeTimeProvider clock, params string[] settings)
    {
        var app = GatewayApplication.Create([$"--SegmentExport:DataPath={dataPath}", "--urls=http://127.0.0.1:0", .. settings], builder =>
        {
            builder.Services.AddKeyedSingleton<TimeProvider>(SegmentExportClock.Key, clock);
            builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public static Task<ApiUser> SignInAsync(this WebApplication app, string user) => ApiUser.SignInAsync(new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, user);
}
