using System.Text.Json;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Wizard;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class ExportDraftTests
{
    [Theory]
    [InlineData("identity", false, "phone")]
    [InlineData("attribute", true, "phone")]
    [InlineData("attribute", false, null)]
    public void Field_Added_IsMaskedWhereItIsAnIdentityOrHasToBe(string kind, bool isRequired, string? expected)
    {
        var draft = new ExportDraft();

        draft.Add(SomeFields.Of("phone", kind, isRequired, "phone", "hash"));
        draft.Add(SomeFields.Of("phone", kind, isRequired, "phone", "hash"));

        Assert.Equal(expected, Assert.Single(draft.Fields).Masking);
    }

    [Fact]
    public void Field_MovedBeyondTheEnds_StaysWhereItIs()
    {
        var draft = new ExportDraft { Fields = [new() { Id = "a" }, new() { Id = "b" }] };

        draft.Move("a", -1);
        Assert.Equal(["a", "b"], draft.Fields.Select(choice => choice.Id));
        draft.Move("a", 1);
        Assert.Equal(["b", "a"], draft.Fields.Select(choice => choice.Id));
    }

    [Theory]
    [InlineData("csv", true, true)]
    [InlineData("jsonl", true, false)]
    [InlineData("xlsx", false, true)]
    [InlineData("parquet", false, false)]
    public void Request_OfAFormat_HasOnlyItsOptions(string format, bool hasCompression, bool hasDisplayNames)
    {
        var draft = new ExportDraft { Format = format, Options = new() { Compression = "zstd", DisplayNames = true, Delimiter = ";", NullText = "" } };

        var options = draft.ToRequest().Options;

        Assert.Equal(hasCompression, options?.Compression is not null);
        Assert.Equal(hasDisplayNames, options?.DisplayNames is not null);
        Assert.Equal(format == "csv" ? ";" : null, options?.Delimiter);
        Assert.Null(options?.NullText);
    }

    [Fact]
    public void Draft_Stored_HasNoFilters()
    {
        var draft = new ExportDraft { SegmentId = "everyone", Filters = [new() { Field = "phone", Operator = "eq", Value = "13800138000" }] };

        var json = JsonSerializer.Serialize(draft, ApiJson.Default.ExportDraft);

        Assert.Contains("everyone", json, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfTheSameRequest_IsTheSame_AndOfAnotherOneAnother()
    {
        var key = new SubmissionKey();
        var draft = new ExportDraft { Reason = "one" };
        var first = key.For(draft.ToRequest());

        Assert.Equal(first, key.For(draft.ToRequest()));
        draft.Reason = "other";
        Assert.NotEqual(first, key.For(draft.ToRequest()));
    }
}
