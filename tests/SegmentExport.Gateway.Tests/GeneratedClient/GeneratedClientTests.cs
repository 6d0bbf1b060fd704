using System.IO.Compression;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.Generated;
using SegmentExport.Generated.Api.V1.Spaces.Item.DownloadTasks.Item.FileNamespace;
using SegmentExport.Generated.Models;

namespace SegmentExport.Gateway.Tests.GeneratedClient;

/// <summary>What a generator makes of the API document is a client that works.</summary>
public sealed class GeneratedClientTests(RunningGateway gateway)
{
    [Fact]
    public async Task Client_Export_EndsWithTheFile()
    {
        var (alice, carol) = (await SignInAsync("alice"), await SignInAsync("carol"));
        var created = await alice.Api.V1.Spaces["retail"].DownloadTasks.PostAsync(
            new() { SegmentId = "everyone", Reason = "A test", Fields = [new() { Id = "phone", Masking = FieldSelection_masking.Phone }, new() { Id = "city" }] },
            cancellationToken: TestContext.Current.CancellationToken);
        await carol.Api.V1.Spaces["retail"].DownloadTasks[created!.Id].Approve.PostAsync(new() { Comment = "Fine" }, cancellationToken: TestContext.Current.CancellationToken);

        var task = alice.Api.V1.Spaces["retail"].DownloadTasks[created.Id];
        await WaitAsync(task);
        // Where an answer may also be 304, the generator takes it for one without content; its request is right.
        await using var file = await Adapter(await TokenOfAsync("alice")).SendPrimitiveAsync<Stream>(
            task.File.ToGetRequestInformation(request => request.QueryParameters.Container = GetContainerQueryParameterType.Gzip), cancellationToken: TestContext.Current.CancellationToken);
        using var lines = new StreamReader(new GZipStream(file!, CompressionMode.Decompress));
        var text = await lines.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("phone,city\r\n", text, StringComparison.Ordinal);
        Assert.Equal(3001, text.Count(character => character == '\n'));
    }

    [Fact]
    public async Task Client_Refusal_IsAProblemWithItsCode()
    {
        var alice = await SignInAsync("alice");

        var problem = await Assert.ThrowsAsync<ProblemDetails>(() => alice.Api.V1.Spaces["retail"].DownloadTasks.PostAsync(
            new() { SegmentId = "everyone", Reason = "", Fields = [new() { Id = "city" }] }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(("reason_missing", 400), (problem.Code, problem.Status));
        Assert.Equal("reason", Assert.Single(problem.Errors!).Path);
    }

    private static async Task WaitAsync(SegmentExport.Generated.Api.V1.Spaces.Item.DownloadTasks.Item.WithTaskItemRequestBuilder task)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await task.GetAsync(cancellationToken: limit.Token))!.Status != DownloadTask_status.Completed)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task<SegmentExportClient> SignInAsync(string user) => new(Adapter(await TokenOfAsync(user)));

    private async Task<IAuthenticationProvider> TokenOfAsync(string user)
    {
        var token = await new SegmentExportClient(Adapter(new AnonymousAuthenticationProvider())).Dev.SignIn.PostAsync(new() { User = user }, cancellationToken: TestContext.Current.CancellationToken);
        return new BearerToken(token!.AccessTokenProp!);
    }

    // It disposes nothing but a client of its own, and this one is the fixture's.
    private HttpClientRequestAdapter Adapter(IAuthenticationProvider authentication) =>
        new(authentication, httpClient: gateway.Client) { BaseUrl = gateway.Client.BaseAddress!.ToString().TrimEnd('/') };
}
