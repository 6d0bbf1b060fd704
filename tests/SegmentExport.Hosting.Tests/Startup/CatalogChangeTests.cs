using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Domain.Errors;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Hosting.Tests.Startup;

/// <summary>A catalog that changes under a silo that works.</summary>
public sealed class CatalogChangeTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private static readonly Caller Alice = ExportTask.CallerOf("alice");

    private SegmentExportCluster _cluster = null!;

    private string Path => System.IO.Path.Combine(_cluster.DataPath, "catalog.json");

    public async ValueTask InitializeAsync() => _cluster = await SegmentExportCluster.StartAsync(new() { Silos = 2, InMemory = true });

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Member_WhoIsTakenOut_IsNobodyWithinFiveSeconds()
    {
        var task = await new ExportTask(_cluster).SubmittedAsync();

        Change(catalog => Members(catalog).Remove(Members(catalog).Single(member => (string?)member!["user"] == "alice")));

        await EventuallyAsync(async () => (await task.Grain.GetAsync(Alice)).Rejection?.Code == ErrorCodes.SpaceNotFound);
        Assert.Equal(ErrorCodes.SpaceNotFound, (await task.OpenFileAsync()).Rejection!.Code);
    }

    [Fact]
    public async Task Permission_ThatIsWithdrawnWhileTheSourceIsAway_IsWithdrawnAllTheSame()
    {
        _cluster.Faults.Source.Planning = (_, _) => throw new PackagingException(ErrorCodes.SourceUnavailable, "A test", isTransient: true);
        var task = await new ExportTask(_cluster).SubmittedAsync();

        Change(catalog =>
        {
            foreach (var member in Members(catalog))
            {
                member!["permissions"] = new JsonArray();
            }
        });

        await EventuallyAsync(async () => (await task.ApproveAsync()).Rejection?.Code is ErrorCodes.NotPermitted or ErrorCodes.TaskNotFound);
    }

    [Fact]
    public async Task Catalog_WithAnError_IsNotTaken_AndTheNextGoodOneIs()
    {
        var good = JsonNode.Parse(await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken))!;
        Write("{ \"spaces\": [ ");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.True((await SegmentsAsync()).IsAccepted);

        good["spaces"]![0]!["name"] = "Another name";
        Write(good.ToJsonString());

        await EventuallyAsync(async () =>
            (await _cluster.Client.GetGrain<IMemberGrain>(0).GetMembershipsAsync(Alice)).Items.Any(membership => membership.Name == "Another name"));
    }

    [Fact]
    public async Task Catalog_ThatTheSourceDoesNotBearOut_IsNotTaken_AndTheNextGoodOneIs()
    {
        var refused = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => Listen(instrument, listening) };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Interlocked.Add(ref refused, tags.ToArray().Any(tag => (string?)tag.Value == "refused") ? (int)count : 0));
        listener.Start();
        var before = (await SpaceAsync()).Name;

        Change(catalog => (catalog["spaces"]![0]!["name"], catalog["spaces"]![0]!["fields"]![0]!["column"]) = ("Refused", "no_such_column"));
        await EventuallyAsync(() => Task.FromResult(refused >= 2));
        Assert.Equal(before, (await SpaceAsync()).Name);

        Change(catalog => (catalog["spaces"]![0]!["name"], catalog["spaces"]![0]!["fields"]![0]!["column"]) = ("Taken", "user_id"));
        await EventuallyAsync(async () => (await SpaceAsync()).Name == "Taken");
    }

    [Fact]
    public async Task Segment_ThatIsNew_CanBeExported()
    {
        Change(catalog =>
        {
            var added = catalog["spaces"]![0]!["segments"]![0]!.DeepClone();
            (added["id"], added["name"]) = ("another", "Another");
            catalog["spaces"]![0]!["segments"]!.AsArray().Add(added);
        });

        await EventuallyAsync(async () => (await SegmentsAsync()).Value!.Items.Any(segment => segment.Id.Value == "another"));
        await new ExportTask(_cluster).SubmittedAsync(request: ExportTask.Request("another"));
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "segment_export.catalog.changes")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private async Task<Membership> SpaceAsync() => (await _cluster.Client.GetGrain<IMemberGrain>(0).GetMembershipsAsync(Alice)).Items.Single(membership => membership.Space.Value == "retail");

    private static JsonArray Members(JsonNode catalog) => catalog["spaces"]![0]!["members"]!.AsArray();

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        // Every silo looks by itself, so it has to hold again and again.
        var (started, held) = (TimeProvider.System.GetTimestamp(), 0);
        while (held < 20)
        {
            held = await condition() ? held + 1 : 0;
            Assert.True(held > 0 || TimeProvider.System.GetElapsedTime(started) < Promised + Promised, "It did not come so far.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private Task<Answer<SegmentList>> SegmentsAsync() => _cluster.Client.GetGrain<ISpaceGrain>("retail").GetSegmentsAsync(Alice, null);

    private void Change(Action<JsonNode> change)
    {
        var catalog = JsonNode.Parse(File.ReadAllText(Path))!;
        change(catalog);
        Write(catalog.ToJsonString());
    }

    private void Write(string text)
    {
        File.WriteAllText(Path + ".new", text);
        File.Move(Path + ".new", Path, overwrite: true);
    }
}
