using System.Text.Json;
using SegmentExport.Gateway.Tests.Events;
using SegmentExport.Gateway.Tests.Faults;
using SegmentExport.Gateway.Tests.Limits;
using SegmentExport.Gateway.Tests.Restarts;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>Every status of every operation of the committed API document is answered by a real gateway. A new one has to be provoked here, or in a test that is named here.</summary>
public sealed class DocumentedStatusTests(RunningGateway gateway)
{
    /// <summary>What needs another gateway, a fault or another time, with the test that has it.</summary>
    private static readonly Dictionary<(string Operation, string Status), (Type Tests, string Name)> Elsewhere = new()
    {
        [("getLinkedFile", "409")] = (typeof(LimitTests), nameof(LimitTests.RowsAndDownloads_MoreThanAllowed_AreRefusedWithWhatIsReached)),
        [("headLinkedFile", "409")] = (typeof(LimitTests), nameof(LimitTests.RowsAndDownloads_MoreThanAllowed_AreRefusedWithWhatIsReached)),
        [("createDownloadTask", "429")] = (typeof(LimitTests), nameof(LimitTests.RowsAndDownloads_MoreThanAllowed_AreRefusedWithWhatIsReached)),
        [("streamEvents", "429")] = (typeof(EventTests), nameof(EventTests.Events_MoreStreamsThanAllowed_AreRefusedUntilOneCloses)),
        [("queryUsers", "409")] = (typeof(SourceFaultTests), nameof(SourceFaultTests.SourceFile_Replaced_RefusesACursorOfTheOldOne)),
        [("getSample", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("getFile", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("headFile", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("getManifest", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("createZipPassword", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("createLink", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("getLinkedFile", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("headLinkedFile", "410")] = (typeof(DeadlineTests), nameof(DeadlineTests.Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile)),
        [("createDownloadTask", "503")] = (typeof(SourceFaultTests), nameof(SourceFaultTests.SourceFile_Gone_RefusesNewTasksUntilItIsBack)),
        [("getSegment", "503")] = (typeof(SourceFaultTests), nameof(SourceFaultTests.SourceFile_Gone_RefusesNewTasksUntilItIsBack)),
    };

    /// <summary>What cannot be had of a gateway that works, with the reason.</summary>
    private static readonly Dictionary<(string? Operation, string Status), string> Never = new()
    {
        [(null, "500")] = "A defect; where one is known it is mended.",
        [(null, "429")] = "60,000 requests a minute, the same for all operations: LimitTests.",
        [(null, "503")] = "The cluster or its database is away: SegmentExport.Cluster.Tests (LostDatabaseTests).",
        [("getSample", "400")] = "A column or filter that fitted when the task was made does not fit the source any more.",
    };

    public static TheoryData<string, string> Statuses
    {
        get
        {
            var statuses = new TheoryData<string, string>();
            foreach (var (_, _, operation) in Operations())
            {
                foreach (var response in operation.GetProperty("responses").EnumerateObject())
                {
                    var (name, status) = (operation.GetProperty("operationId").GetString()!, response.Name);
                    if (!Elsewhere.ContainsKey((name, status)) && !Never.ContainsKey((null, status)) && !Never.ContainsKey((name, status)))
                    {
                        statuses.Add(name, status);
                    }
                }
            }

            return statuses;
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Operation_Provoked_AnswersTheStatus(string operation, string status)
    {
        var method = Operations().Single(entry => entry.Operation.GetProperty("operationId").GetString() == operation).Method;
        var request = await new Provocations(gateway).OfAsync(operation, status);
        Assert.True(request is not null, $"The API document has {status} for {operation}, and nobody knows how to provoke it. Add it to {nameof(Provocations)}, or take it out of the document.");

        using var answer = await SendAsync(HttpMethod.Parse(method), request);

        Assert.True($"{(int)answer.StatusCode}" == status, $"{method} {request.Path} answered {(int)answer.StatusCode}, not {status}.");
    }

    [Fact]
    public void Elsewhere_NamesDocumentedStatusesAndTestsThatThereAre()
    {
        var documented = Operations().SelectMany(entry => entry.Operation.GetProperty("responses").EnumerateObject()
            .Select(response => (entry.Operation.GetProperty("operationId").GetString()!, response.Name))).ToHashSet();

        Assert.Empty(Elsewhere.Keys.Except(documented));
        Assert.All(Elsewhere.Values, test => Assert.NotNull(test.Tests.GetMethod(test.Name)));
    }

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations() => DocumentedOperations.AllOf(CommittedDocument.Read());

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Provocation request)
    {
        var user = request.User switch
        {
            "alice" => gateway.Alice,
            "carol" => gateway.Carol,
            "olga" => gateway.Olga,
            _ => ApiUser.Nobody(gateway.Client),
        };
        return await user.SendAsync(method, request.Path, request.Body, headers =>
        {
            if (request.Header is var (name, value))
            {
                Assert.True(headers.TryAddWithoutValidation(name, value));
            }
        });
    }
}
