using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Json;

public sealed class StateJsonTests
{
    private static readonly DownloadTaskState State = StateClasses.All["completed"].State!;

    [Theory]
    [InlineData("packed")]
    [InlineData("plan")]
    public void Read_ArrayMissing_IsEmpty(string property)
    {
        var json = JsonSerializer.SerializeToNode(State, StateJson.Options)!;
        _ = property == "plan" ? json["packaging"]!["plan"]!.AsObject().Remove("shards") : json["packaging"]!.AsObject().Remove("packed");

        var read = json.Deserialize<DownloadTaskState>(StateJson.Options)!;

        Assert.Equal(0, property == "plan" ? read.Packaging.Plan!.Shards.Length : read.Packaging.Packed.Length);
    }

    [Fact]
    public void Read_ArrayNull_IsEmpty()
    {
        var json = JsonSerializer.SerializeToNode(State, StateJson.Options)!;
        json["history"] = null;

        Assert.Empty(json.Deserialize<DownloadTaskState>(StateJson.Options)!.History);
    }

    [Fact]
    public void Read_RecordFromBeforeThereWereDigests_AwaitsThem()
    {
        var json = JsonSerializer.SerializeToNode(State, StateJson.Options)!;
        Assert.True(json.AsObject().Remove("digests"));

        Assert.True(json.Deserialize<DownloadTaskState>(StateJson.Options)!.AwaitsDigests());
    }

    [Fact]
    public void Write_ArrayNeverSet_IsEmpty() =>
        Assert.Equal("""{"kind":"bucket","first":0,"last":0,"bounds":[]}""", JsonSerializer.Serialize(new MaskingRule { Kind = MaskingKind.Bucket, Bounds = default }, StateJson.Options));

    [Fact]
    public void Write_State_HasTheDerivedFactsThatTheListReads()
    {
        var json = JsonSerializer.SerializeToNode(State, StateJson.Options)!;

        Assert.False(json["needsWork"]!.GetValue<bool>());
        Assert.Equal(35, json["packaging"]!["totals"]!["rowsTotal"]!.GetValue<long>());
        Assert.Equal("2026-05-05T03:06:01.0000000Z", json["expiresAt"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2026-05-05T11:06:01.5+08:00", "2026-05-05T03:06:01.5000000Z")]
    [InlineData("2026-05-05T03:06:01Z", "2026-05-05T03:06:01.0000000Z")]
    public void Time_AnyOffset_IsWrittenInUtc(string time, string expected) =>
        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(JsonSerializer.Deserialize<DateTimeOffset>($"\"{time}\"", StateJson.Options), StateJson.Options));

    [Theory]
    [InlineData("1")]
    [InlineData("\"sleeping\"")]
    public void Read_EnumOfAnotherName_IsRefused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PackagingState>(json, StateJson.Options));

    [Fact]
    public void Read_PropertiesInAnyOrder_FindsTheSegmentsKind()
    {
        var json = JsonSerializer.SerializeToNode(State, StateJson.Options)!;
        var segment = json["submission"]!["query"]!["segment"]!.AsObject();
        json["submission"]!["query"]!["segment"] = new JsonObject(segment.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

        Assert.Equal(State.Submission.Query.Segment, json.Deserialize<DownloadTaskState>(StateJson.Options)!.Submission.Query.Segment);
    }
}
