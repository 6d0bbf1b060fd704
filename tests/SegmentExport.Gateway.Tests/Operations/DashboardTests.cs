using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Operations;

/// <summary>Orleans' own dashboard: not there unless the settings want it, and then for operators alone.</summary>
public sealed class DashboardTests(RunningGateway running) : IDisposable
{
    private const string Path = "/ops/dashboard";

    private readonly TempDataFolder _data = new();

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/")]
    [InlineData(Path + "/version")]
    public async Task Dashboard_ByDefault_IsNotThereForOperatorsEither(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await running.Olga.StatusOfAsync(HttpMethod.Get, path));

    [Fact]
    public async Task Dashboard_Enabled_IsForOperatorsAlone()
    {
        await SampleData.CopyToAsync(_data.Path);
        await using var app = GatewayApplication.Create([$"--SegmentExport:DataPath={_data.Path}", "--urls=http://127.0.0.1:0", "--SegmentExport:Dashboard:Enabled=true"]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var (alice, olga) = (await ApiUser.SignInAsync(client, "alice"), await ApiUser.SignInAsync(client, "olga"));
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("ops/dashboard", StringComparison.Ordinal)).ToList();

        // Each of them by its own, so that one that is added later is among them.
        Assert.True(endpoints.Count > 5, $"There are only {endpoints.Count}.");
        Assert.All(endpoints, endpoint =>
        {
            Assert.Contains(endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), data => data.Policy == "operator");
            Assert.Null(endpoint.Metadata.GetMetadata<IAllowAnonymous>());
        });
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            Assert.Equal(HttpStatusCode.Unauthorized, await ApiUser.Nobody(client).StatusOfAsync(HttpMethod.Get, path));
            Assert.Equal(HttpStatusCode.Forbidden, await alice.StatusOfAsync(HttpMethod.Get, path));
        }

        Assert.Equal(HttpStatusCode.OK, await olga.StatusOfAsync(HttpMethod.Get, Path + "/"));
        await app.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _data.Dispose();
}
