using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Api.Reading;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>What is read by hand, against the serializer: the same, whole and with all that may be missing; what does not fit is refused.</summary>
public sealed class ReadingTests
{
    private static readonly DownloadTask Whole = SomeTasks.Of("closed", "view", "download") with
    {
        Fields = [new("phone", "手机号", "identity", "phone"), new("city", "城市", "attribute", null)],
        Filters = [new() { Field = "city", Operator = "in", Value = "[\"北京\"]" }],
        Options = new() { Compression = "gzip", Delimiter = "\t", ByteOrderMark = true, DisplayNames = false, LineFeedOnly = true, NullText = "", NeutralizeFormulas = false },
        Containers = ["gzip", "zip"],
        Decision = new() { Kind = "approved", By = "carol", At = SomeTasks.Now.AddMinutes(1), Comment = "Fine \"so\" 好" },
        ExpiresAt = SomeTasks.Now.AddDays(1),
        Packaging = new() { State = "failed", RowsDone = 1L << 40, RowsTotal = 3, RowsEstimated = 4, Bytes = 5, ShardsDone = 6, ShardsTotal = 7, Failure = new("source_unavailable", "Away") },
        History = [new() { Event = "submitted", At = SomeTasks.Now, By = "alice", Comment = "Now" }, new() { Event = "packed", At = SomeTasks.Now.AddTicks(1_234_567) }],
        Revision = 42,
        Archived = true,
        TraceId = "0af7651916cd43dd8448eb211c80319c",
    };

    public static TheoryData<string> Bad =>
    [
        "", "null", "[]", "{", """{"user":"alice"}""", """{"user":null,"spaces":[],"isOperator":false}""", """{"user":1,"spaces":[],"isOperator":false}""", """{"user":"alice","spaces":{},"isOperator":false}""",
        """{"user":"alice","spaces":[null],"isOperator":false}""", """{"user":"alice","spaces":[],"isOperator":"no"}""", """{"user":"alice","spaces":[{"id":"retail"}],"isOperator":false}""",
    ];

    [Fact]
    public void Task_ReadByHand_IsWhatTheSerializerReads()
    {
        // A member that is new to the contract is set here, and read.
        Assert.All(typeof(DownloadTask).GetProperties().Concat(typeof(PackagingInfo).GetProperties()).Concat(typeof(Client.Contracts.FileOptions).GetProperties()), member =>
            Assert.NotEqual(
                member.PropertyType.IsValueType ? Activator.CreateInstance(member.PropertyType) : null,
                member.GetValue(member.DeclaringType == typeof(DownloadTask) ? Whole : member.DeclaringType == typeof(PackagingInfo) ? Whole.Packaging : Whole.Options)));

        AssertSame(Whole, TaskReading.Task, ApiJson.Default.DownloadTask);
        AssertSame(SomeTasks.Of("in_approval"), TaskReading.Task, ApiJson.Default.DownloadTask);
        AssertSame(new() { Items = [Whole, SomeTasks.Of("completed")], NextCursor = "more" }, TaskReading.Page, ApiJson.Default.ItemListDownloadTask);
    }

    [Fact]
    public void StartOfTheConsole_ReadByHand_IsWhatTheSerializerReads()
    {
        AssertSame(
            new() { User = "carol", IsOperator = true, Spaces = [new() { Id = "retail", Name = "零售", FourEyes = true, Permissions = ["approve_downloads", "view_all_downloads"] }] },
            StartReading.Me,
            ApiJson.Default.Me);
        AssertSame(
            new() { SignIn = new() { Kind = "oidc", Users = ["alice"], Authority = "https://issuer.example.com", ClientId = "console", Scopes = ["openid"] }, TraceUrl = "https://jaeger.example.com", Time = SomeTasks.Now },
            StartReading.Settings,
            ApiJson.Default.ConsoleSettings);
    }

    [Fact]
    public void Null_ThatIsWritten_IsAsGoodAsNothing()
    {
        var task = JsonReading.Read("""
            {"id":"1","name":"n","spaceId":"s","segment":{"id":"a","name":"b"},"status":"in_approval","closeReason":null,"submitter":"alice","reason":"r","fields":[],"filters":[],"format":"csv",
            "options":{"byteOrderMark":null},"containers":[],"origin":"export_page","submittedAt":"2026-11-25T08:00:00Z","decision":{"kind":"pending","at":null},"expiresAt":null,"of tomorrow":{"x":[1]},
            "packaging":{"state":"waiting","rowsDone":0,"rowsTotal":null,"bytes":0,"shardsDone":0,"failure":null},"allowedActions":[],"history":[],"revision":1,"traceId":null}
            """u8, TaskReading.Task);

        Assert.Null(task.ExpiresAt);
        Assert.Null(task.Packaging.RowsTotal);
        Assert.Equal(1, task.Revision);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void WhatDoesNotFit_IsRefused(string json) => Assert.ThrowsAny<JsonException>(() => JsonReading.Read(System.Text.Encoding.UTF8.GetBytes(json), StartReading.Me));

    private static void AssertSame<T>(T value, JsonRead<T> read, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        Assert.Equal(JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type)!, type), JsonSerializer.Serialize(JsonReading.Read(json, read), type));
    }
}
