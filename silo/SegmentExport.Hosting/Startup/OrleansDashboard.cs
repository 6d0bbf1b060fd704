using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Orleans.Dashboard;

namespace SegmentExport.Hosting.Startup;

/// <summary>Orleans' own dashboard: off by default, without the log, for operators alone. It shows keys and states of grains, which name users and tasks (docs/security.md).</summary>
public static class OrleansDashboard
{
    /// <summary>Whether the settings want it.</summary>
    public static bool IsEnabled(IConfiguration configuration) => (configuration.GetSection(DashboardSettings.SectionName).Get<DashboardSettings>() ?? new()).Enabled;

    /// <summary>Shows it, where the settings want it, to whom a policy lets in.</summary>
    /// <param name="app">The process.</param>
    /// <param name="path">Below which path.</param>
    /// <param name="policy">The policy that holds for all of it.</param>
    public static void MapDashboard(this WebApplication app, string path, string policy)
    {
        if (IsEnabled(app.Configuration))
        {
            app.MapOrleansDashboard(path).RequireAuthorization(policy).ExcludeFromDescription();
        }
    }

    internal static ISiloBuilder AddDashboardIfEnabled(this ISiloBuilder silo) => IsEnabled(silo.Configuration) ? silo.AddDashboard(WithoutLog) : silo;

    internal static IClientBuilder AddDashboardIfEnabled(this IClientBuilder client) => IsEnabled(client.Configuration) ? client.AddDashboard(WithoutLog) : client;

    private static void WithoutLog(DashboardOptions options) => options.HideTrace = true;
}
