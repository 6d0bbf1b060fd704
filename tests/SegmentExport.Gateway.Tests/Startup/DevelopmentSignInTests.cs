using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Tests.Startup;

/// <summary>Sign-in by a name alone exists only where nothing but this machine can ask for it.</summary>
public sealed class DevelopmentSignInTests
{
    private static readonly string[] Cluster =
    [
        "--SegmentExport:Cluster:ConnectionString=Host=127.0.0.1;Port=1;Database=none;Username=none", "--SegmentExport:Artifacts:Shared=true", "--SegmentExport:Artifacts:Path=parts",
        "--SegmentExport:SignIn:Authority=https://issuer.example",
    ];

    [Theory]
    [InlineData("--urls=http://0.0.0.0:5399")]
    [InlineData("--urls=http://*:5399")]
    [InlineData("--urls=http://+:5399")]
    [InlineData("--urls=http://[::]:5399")]
    [InlineData("--urls=https://[::]:5399")]
    [InlineData("--urls=http://[::ffff:0.0.0.0]:5399")]
    [InlineData("--urls=http://192.0.2.1:5399")]
    [InlineData("--urls=http://[2001:db8::1]:5399")]
    [InlineData("--urls=http://export.example:5399")]
    [InlineData("--urls=http://localhost.example:5399")]
    [InlineData("--urls=http://127.0.0.1.example:5399")]
    [InlineData("--urls=http://name@127.0.0.1:5399")]
    [InlineData("--urls=http://127.0.0.1@export.example:5399")]
    [InlineData("--urls=http://unix:/tmp/gateway.sock")]
    [InlineData("--urls=0.0.0.0:5399")]
    [InlineData("--urls=http://127.0.0.1:5398;http://192.0.2.1:5399")]
    [InlineData("--urls=http://127.0.0.1:5398; http://[::]:5399 ;")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://0.0.0.0:5399")]
    [InlineData("--Kestrel:Endpoints:Http:Url=http://export.example:5399")]
    [InlineData("--Kestrel:Endpoints:Http:Protocols=Http1")]
    public void Start_OnAnythingButTheLoopbackInterface_IsRefused(string setting)
    {
        var fault = Assert.Throws<StartupException>(() => GatewayApplication.Create([setting]));

        Assert.Contains("loopback", fault.Message);
        Assert.Contains("http://127.0.0.1:5080", fault.Message);
    }

    [Theory]
    [InlineData("--urls=http://127.0.0.1:5399", "http://127.0.0.1:5399")]
    [InlineData("--urls=http://127.1.2.3:5399", "http://127.1.2.3:5399")]
    [InlineData("--urls=http://LOCALHOST:5399;http://[::1]:5399", "http://LOCALHOST:5399;http://[::1]:5399")]
    [InlineData("--http_ports=8080", "http://127.0.0.1:5080")]
    [InlineData("--https_ports=8080", "http://127.0.0.1:5080")]
    [InlineData("--urls=", "http://127.0.0.1:5080")]
    public async Task Start_OnTheLoopbackInterface_ListensThereAlone(string setting, string urls)
    {
        await using var app = GatewayApplication.Create([setting]);

        Assert.Equal(urls, app.Configuration["urls"]);
        Assert.Contains("/dev/sign-in", Routes(app));
    }

    [Fact]
    public async Task Gateway_OfACluster_HasNoDevelopmentSignInAndMayListenAnywhere()
    {
        await using var app = GatewayApplication.Create([.. Cluster, "--urls=http://0.0.0.0:5399"]);

        Assert.DoesNotContain("/dev/sign-in", Routes(app));
        Assert.Contains("/api/v1/me", Routes(app));
    }

    [Fact]
    public void Gateway_OfAClusterThatIsToldToHaveIt_IsRefused()
    {
        var fault = Assert.Throws<StartupException>(() => GatewayApplication.Create([.. Cluster, "--SegmentExport:SignIn:Development=true"]));

        Assert.Contains("has no development sign-in", fault.Message);
    }

    private static IEnumerable<string?> Routes(WebApplication app) =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText);
}
