using System.Net;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

/// <summary>What one may not see answers the same, to the letter, as what does not exist.</summary>
public sealed class VisibilityTests(RunningGateway gateway)
{
    private const string NoTask = "00000000000000000000000000000000";

    public static TheoryData<string, string> Calls => new()
    {
        { "GET", "" }, { "POST", "/withdraw" }, { "POST", "/approve" }, { "POST", "/reject" }, { "GET", "/file" }, { "GET", "/manifest" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Task_OfSomebodyElse_AnswersAsOneThatDoesNotExist(string method, string call)
    {
        var task = await gateway.CreateAsync();
        var (foreign, missing, unreadable) = (
            await gateway.Dave.RefusedAsync(new(method), task + call, HttpStatusCode.NotFound, "task_not_found"),
            await gateway.Dave.RefusedAsync(new(method), $"{RunningGateway.Tasks}/{NoTask}{call}", HttpStatusCode.NotFound, "task_not_found"),
            await gateway.Dave.RefusedAsync(new(method), $"{RunningGateway.Tasks}/x{call}", HttpStatusCode.NotFound, "task_not_found"));

        Assert.Equal(Problems.WithoutTrace(missing), Problems.WithoutTrace(foreign));
        Assert.Equal(Problems.WithoutTrace(missing), Problems.WithoutTrace(unreadable));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Task_OfASpaceOfOthers_AnswersAsInOneThatDoesNotExist(string method, string call)
    {
        var task = await gateway.CreateAsync();
        var (foreign, missing) = (
            await gateway.Erin.RefusedAsync(new(method), task + call, HttpStatusCode.NotFound, "space_not_found"),
            await gateway.Erin.RefusedAsync(new(method), $"/api/v1/spaces/no-such/download-tasks/{NoTask}{call}", HttpStatusCode.NotFound, "space_not_found"));

        Assert.Equal(Problems.WithoutTrace(missing), Problems.WithoutTrace(foreign));
    }

    [Fact]
    public async Task Task_AskedForInAnotherSpace_IsNotThere()
    {
        var task = await gateway.CreateAsync();

        await gateway.Carol.RefusedAsync(
            HttpMethod.Get, task.Replace("retail", "finance", StringComparison.Ordinal), HttpStatusCode.NotFound, "task_not_found");
    }

    [Fact]
    public async Task Task_SeenByOneWhoSeesAll_HasTheirActions()
    {
        var task = await gateway.CreateAsync();
        var (bob, carol) = (await gateway.Bob.SendForJsonAsync(HttpMethod.Get, task), await gateway.Carol.SendForJsonAsync(HttpMethod.Get, task));

        Assert.Equal("[\"view\"]", bob.GetProperty("allowedActions").GetRawText());
        Assert.Equal("[\"view\",\"approve\",\"reject\"]", carol.GetProperty("allowedActions").GetRawText());
    }
}
