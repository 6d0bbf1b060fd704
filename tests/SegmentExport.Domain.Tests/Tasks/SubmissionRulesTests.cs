using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

public sealed class SubmissionRulesTests
{
    [Fact]
    public void Check_GoodRequest_IsFrozenAsTheCatalogHasIt()
    {
        var submission = Sample.Submission();

        Assert.Equal("高价值客户 20260504-030201", submission.Name);
        Assert.Equal((Sample.Start, Actors.Submitter, "op-submit"), (submission.At, submission.Submitter, submission.Operation.Value));
        Assert.Equal((ExportFormat.Csv, TaskOrigin.ExportPage, FormatOptions.Default), (submission.Format, submission.Origin, submission.Options));
        Assert.Equal(("cdp", Sample.Space.Profile, Sample.Space.Segments[0].Definition), (submission.Query.Source, submission.Query.Profile, submission.Query.Segment));
        Assert.Equal(["phone", "account_no", "age", "city"], submission.Query.Columns.Select(column => column.Column));
        Assert.Equal(
            [new() { Kind = MaskingKind.Phone }, new() { Kind = MaskingKind.Keep, First = 3, Last = 4 }, new() { Kind = MaskingKind.Bucket, Bounds = [18, 30.5m, 45] }, null],
            submission.Query.Columns.Select(column => column.Masking));
        Assert.Equal(
            [("city", FilterOperator.Eq, "上海"), ("age", FilterOperator.IsNotNull, null)],
            submission.Query.Filters.Select(filter => (filter.Column, filter.Operator, filter.Value)));
    }

    [Fact]
    public void Check_TimeInAnotherZone_NamesTheTaskInUtc()
    {
        SubmissionRules.Check(Sample.Space, Actors.Submitter, Sample.Request, Sample.Start.ToOffset(TimeSpan.FromHours(8)), out var submission);

        Assert.EndsWith(" 20260504-030201", submission!.Name, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, SubmitRequest> BadRequests() => new()
    {
        { "segmentId", ErrorCodes.UnknownSegment, Sample.Request with { SegmentId = "nobody" } },
        { "segmentId", ErrorCodes.UnknownSegment, Sample.Request with { SegmentId = null! } },
        { "reason", ErrorCodes.ReasonMissing, Sample.Request with { Reason = null } },
        { "reason", ErrorCodes.ReasonMissing, Sample.Request with { Reason = " \t" } },
        { "reason", ErrorCodes.TextTooLong, Sample.Request with { Reason = new('x', 1001) } },
        { "reason", ErrorCodes.InvalidText, Sample.Request with { Reason = "a\0b" } },
        { "fields", ErrorCodes.NoFields, Sample.Request with { Fields = [] } },
        { "fields", ErrorCodes.NoFields, Sample.Request with { Fields = default } },
        { "fields", ErrorCodes.TooManyFields, Sample.Request with { Fields = [.. Enumerable.Repeat(new FieldChoice("city", null), 501)] } },
        { "fields[1].id", ErrorCodes.UnknownField, Sample.Request with { Fields = [new("city", null), new("secret", null)] } },
        { "fields[0].id", ErrorCodes.UnknownField, Sample.Request with { Fields = [new(null!, null)] } },
        { "fields[0].id", ErrorCodes.UnknownField, Sample.Request with { Fields = [null!] } },
        { "fields[1].id", ErrorCodes.DuplicateField, Sample.Request with { Fields = [new("city", null), new("city", null)] } },
        { "fields[0].masking", ErrorCodes.UnknownMasking, Sample.Request with { Fields = [new("phone", "rot13")] } },
        { "fields[0].masking", ErrorCodes.UnknownMasking, Sample.Request with { Fields = [new("phone", "")] } },
        { "fields[0].masking", ErrorCodes.MaskingNotAllowed, Sample.Request with { Fields = [new("phone", "keep")] } },
        { "fields[0].masking", ErrorCodes.MaskingNotAllowed, Sample.Request with { Fields = [new("city", "hash")] } },
        { "fields[0].masking", ErrorCodes.MaskingRequired, Sample.Request with { Fields = [new("phone", null)] } },
        { "filters", ErrorCodes.TooManyFilters, Sample.Request with { Filters = [.. Enumerable.Repeat(new FilterChoice("city", "eq", "x"), 51)] } },
        { "filters[0].field", ErrorCodes.UnknownField, Sample.Request with { Filters = [new("secret", "eq", "x")] } },
        { "filters[0].field", ErrorCodes.UnknownField, Sample.Request with { Filters = [new("city' or 1=1 --", "eq", "x")] } },
        { "filters[1].operator", ErrorCodes.InvalidFilter, Sample.Request with { Filters = [new("city", "eq", "x"), new("city", "like", "x")] } },
        { "filters[0].operator", ErrorCodes.InvalidFilter, Sample.Request with { Filters = [new("city", null!, "x")] } },
        { "filters[0].value", ErrorCodes.InvalidFilter, Sample.Request with { Filters = [new("city", "eq", null)] } },
        { "filters[0].value", ErrorCodes.InvalidFilter, Sample.Request with { Filters = [new("city", "is_null", "x")] } },
        { "filters[0].value", ErrorCodes.InvalidFilter, Sample.Request with { Filters = [new("city", "eq", new('x', 1001))] } },
        { "filters[0].value", ErrorCodes.InvalidFilter, Sample.Request with { Filters = [new("city", "eq", "a\0")] } },
        { "format", ErrorCodes.UnknownFormat, Sample.Request with { Format = "CSV" } },
        { "origin", ErrorCodes.UnknownOrigin, Sample.Request with { Origin = "mail" } },
        { "options.delimiter", ErrorCodes.InvalidFormatOption, Sample.Request with { Options = new() { Delimiter = 'x' } } },
        { "options.delimiter", ErrorCodes.InvalidFormatOption, Sample.Request with { Format = "jsonl", Options = new() { Delimiter = ';' } } },
        { "options.nullText", ErrorCodes.InvalidFormatOption, Sample.Request with { Options = new() { NullText = new('n', 17) } } },
        { "options.nullText", ErrorCodes.InvalidFormatOption, Sample.Request with { Options = new() { NullText = "a;b", Delimiter = ';' } } },
        { "options.nullText", ErrorCodes.InvalidFormatOption, Sample.Request with { Options = new() { NullText = "\"" } } },
        { "options.byteOrderMark", ErrorCodes.InvalidFormatOption, Sample.Request with { Format = "parquet", Options = new() { ByteOrderMark = true } } },
        { "options.lineFeedOnly", ErrorCodes.InvalidFormatOption, Sample.Request with { Format = "xlsx", Options = new() { LineFeedOnly = true } } },
        { "options.displayNames", ErrorCodes.InvalidFormatOption, Sample.Request with { Format = "jsonl", Options = new() { DisplayNames = true } } },
        { "options.neutralizeFormulas", ErrorCodes.InvalidFormatOption, Sample.Request with { Format = "xlsx", Options = new() { NeutralizeFormulas = false } } },
        { "options.compression", ErrorCodes.InvalidFormatOption, Sample.Request with { Format = "xlsx", Options = new() { Compression = PartCompression.Zstd } } },
        { "options.compression", ErrorCodes.InvalidFormatOption, Sample.Request with { Options = new() { Compression = PartCompression.None } } },
        { "options.compression", ErrorCodes.InvalidFormatOption, Sample.Request with { Options = new() { Compression = (PartCompression)9 } } },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public void Check_OneMistake_IsNamedWithItsPath(string path, string code, SubmitRequest request)
    {
        var rejection = SubmissionRules.Check(Sample.Space, Actors.Submitter, request, Sample.Start, out var submission);

        Assert.Null(submission);
        Assert.Equal((RejectionKind.Invalid, code, path), (rejection!.Kind, rejection.Code, rejection.Path));
        var error = Assert.Single(rejection.Errors);
        Assert.Equal((path, code, rejection.Message), (error.Path, error.Code, error.Message));
    }

    [Fact]
    public void Check_ManyMistakes_AreAllNamed()
    {
        var request = new SubmitRequest
        {
            SegmentId = "?",
            Fields = [new("phone", null), new("nope", null), new("city", "keep"), new("phone", "hash")],
            Filters = [new("nope", "nope", null), new("age", "gt", null)],
            Format = "doc",
            Origin = "x",
            Options = new() { Delimiter = 'x' },
            Operation = new("op"),
        };

        var rejection = SubmissionRules.Check(Sample.Space, Actors.Submitter, request, Sample.Start, out _);

        Assert.Equal(
            [
                "segmentId", "reason", "fields[0].masking", "fields[1].id", "fields[2].masking", "fields[3].id", "filters[0].field", "filters[0].operator",
                "filters[1].value", "format", "options.delimiter", "origin",
            ],
            rejection!.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Check_MaskingMistakes_SayWhatIsAllowed()
    {
        var request = Sample.Request with { Fields = [new("phone", null), new("account", "phone"), new("city", "hash")] };

        var errors = SubmissionRules.Check(Sample.Space, Actors.Submitter, request, Sample.Start, out _)!.Errors;

        Assert.Contains("phone, hash", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("keep", errors[1].Message, StringComparison.Ordinal);
        Assert.Contains("none", errors[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TextThatIsNoName_IsNotRepeated()
    {
        const string Secret = "138 0013 8000";
        var request = Sample.Request with
        {
            SegmentId = Secret,
            Fields = [new(Secret, null), new("account", Secret)],
            Filters = [new(Secret, Secret, Secret), new("city", "is_null", Secret)],
            Format = Secret,
            Origin = Secret,
        };

        var rejection = SubmissionRules.Check(Sample.Space, Actors.Submitter, request, Sample.Start, out _);

        Assert.All(rejection!.Errors, error => Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_Parquet_IsStoredAsItIs()
    {
        var submission = Sample.Submission(Sample.Request with { Format = "parquet" });

        Assert.Equal((ExportFormat.Parquet, PartCompression.None), (submission.Format, submission.Options.Compression));
    }

    [Fact]
    public void RequestDigest_SameRequest_IsTheSameWhateverOperationAndTime()
    {
        SubmissionRules.Check(Sample.Space, Actors.Submitter, Sample.Request with { Operation = new("op-2"), Format = "csv", Reason = " Spring campaign 🌸 " }, Sample.Start.AddHours(1), out var again);

        Assert.Equal(Sample.Submission().RequestDigest, again!.RequestDigest);
        Assert.Matches("^[0-9a-f]{64}$", again.RequestDigest);
    }

    public static TheoryData<SubmitRequest> OtherRequests() =>
    [
        Sample.Request with { SegmentId = "double-11" },
        Sample.Request with { Reason = "Another one" },
        Sample.Request with { Fields = [.. Sample.Request.Fields.Reverse()] },
        Sample.Request with { Fields = Sample.Request.Fields.SetItem(0, new("phone", "hash")) },
        Sample.Request with { Filters = [] },
        Sample.Request with { Filters = [new("city", "ne", "上海"), new("age", "is_not_null", null)] },
        Sample.Request with { Format = "jsonl" },
        Sample.Request with { Options = new() { ByteOrderMark = true } },
        Sample.Request with { Origin = "segment_list" },
    ];

    [Theory]
    [MemberData(nameof(OtherRequests))]
    public void RequestDigest_AnotherRequest_IsAnother(SubmitRequest request) =>
        Assert.NotEqual(Sample.Submission().RequestDigest, Sample.Submission(request).RequestDigest);
}
