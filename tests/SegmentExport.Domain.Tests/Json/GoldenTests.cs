using System.Collections.Immutable;
using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Json;

/// <summary>The stored form, pinned both ways: what is written now, and that what was written is still read. A difference here needs a migration of every stored task.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new(StateJson.Options) { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    private static readonly Submit WithEverything = Sample.Submit(Sample.Request with
    {
        SegmentId = "double-11",
        Reason = "复购分析 \"quoted\" <b>&amp; 🌸\nsecond line",
        Fields = [new("phone", "hash"), new("account", "keep"), new("age", "bucket"), new("city", null)],
        Options = new() { Delimiter = '\t', ByteOrderMark = true, DisplayNames = true, LineFeedOnly = true, NullText = "空", NeutralizeFormulas = false, Compression = PartCompression.Zstd },
        Origin = "segment_portrait",
    });

    private static readonly DownloadTaskState Completed = Sample.After(
        (WithEverything with { Submission = WithEverything.Submission with { At = Sample.Start.AddTicks(1234567) } }, TimeSpan.FromTicks(1234567)),
        (new RecordPlan(Sample.Plan), TimeSpan.FromSeconds(1)),
        (Sample.AllPacked, TimeSpan.FromSeconds(2)),
        (Sample.Approve(Actors.Approver, comment: "好的"), TimeSpan.FromSeconds(3.5)),
        (Sample.Digested, TimeSpan.FromSeconds(5)));

    public static TheoryData<string> Names() => [.. Records.Keys];

    private static ImmutableDictionary<string, DownloadTaskState> Records { get; } = ImmutableDictionary.CreateRange<string, DownloadTaskState>(
    [
        new("in_approval", StateClasses.All["waiting"].State! with { TraceParent = null }),
        new("preparing", StateClasses.All["approved running"].State!),
        new("completed", Completed),
        new("sealed", Completed with { Packaging = Completed.Packaging with { Packed = [.. Completed.Packaging.Packed.Select(part => part with { KeyId = "0123456789abcdef" })] } }),
        new("protected", Completed with
        {
            DownloadsTaken = 1_500_000_000,
            Protections =
            [
                new() { User = Actors.Submitter, At = Sample.Start.AddMinutes(1), Sealed = "c2VhbGVkIG9uZQ==", Codes = "Y29kZXM=" },
                new() { User = Actors.Approver.User, At = Sample.Start.AddMinutes(2), Sealed = "c2VhbGVkIG90aGVy" },
            ],
        }),
        new("expired", StateClasses.All["expired deleted"].State!),
        new("withdrawn", StateClasses.All["withdrawn deleted"].State!),
        new("rejected", StateClasses.All["rejected running"].State!),
        new("packaging_failed", StateClasses.All["failed running"].State!),
    ]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Record_IsTheGoldenFile(string name) => Assert.Equal(Golden(name), JsonSerializer.Serialize(Records[name], Indented) + "\n", ignoreLineEndingDifferences: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GoldenFile_IsTheRecord(string name)
    {
        var read = JsonSerializer.Deserialize<DownloadTaskState>(Golden(name), StateJson.Options)!;

        // Records with arrays compare these by reference, so the text is compared, and with it the facts that a list or a status depends on.
        Assert.Equal(JsonSerializer.Serialize(Records[name], StateJson.Options), JsonSerializer.Serialize(read, StateJson.Options));
        Assert.Equal(Records[name].StatusAt(Sample.Start.AddMinutes(9)), read.StatusAt(Sample.Start.AddMinutes(9)));
        Assert.Equal((Records[name].Decision, Records[name].ExpiresAt, Records[name].Packaging.Totals), (read.Decision, read.ExpiresAt, read.Packaging.Totals));
        Assert.Equal(Records[name].Submission.Query.Segment, read.Submission.Query.Segment);
        Assert.Equal(Records[name].Submission.Query.Columns, read.Submission.Query.Columns);
        Assert.Equal(Records[name].Submission.Options, read.Submission.Options);
        Assert.Equal(Records[name].History, read.History);
        Assert.Equal(Records[name].Digests, read.Digests);
        Assert.Equal(Records[name].DownloadsTaken, read.DownloadsTaken);
        Assert.Equal(Records[name].Protections, read.Protections);
    }

    private static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.json"));
}
