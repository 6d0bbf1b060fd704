using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Apache.Arrow;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Sources.Tests.DuckDb;

/// <summary>What columns of CSV files are taken for: numbers, and texts where a number would not keep what is written there, as zeros in front of an id.</summary>
public sealed class CsvColumnTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");

    [Theory]
    [InlineData("00123", "45")]
    [InlineData("021", "-1")]
    [InlineData("+8613800138000", "1")]
    [InlineData("12345678901234567890", "1")]
    [InlineData("1234567890123456", "0.5")]
    [InlineData("007.5", "1")]
    [InlineData("-00.5", "1")]
    [InlineData("+0.5", "1")]
    public async Task Read_TextThatANumberWouldNotKeep_IsText(params string[] values) =>
        Assert.Equal(values, await ReadAsync<StringArray, string>(values, (column, row) => column.GetString(row)));

    [Theory]
    [InlineData("0", "45", "-7")]
    [InlineData("9223372036854775807", "10", "1")]
    public async Task Read_WholeNumbers_AreNumbers(params string[] values) =>
        Assert.Equal(values, await ReadAsync<Int64Array, string>(values, (column, row) => $"{column.GetValue(row)}"));

    [Theory]
    [InlineData("0.5", "-12.25", "3")]
    [InlineData("12.50", "0", "-0.1")]
    [InlineData("1e10", "0.1", "123456789.012345")]
    [InlineData("33.3333333333333333", "1234567890123456.78", "0.1000000000000000000001")]
    [InlineData("123456789012345", "0.5", "-.5")]
    public async Task Read_Fractions_AreNumbers(params string[] values) => Assert.Equal(
        values.Select(value => double.Parse(value, CultureInfo.InvariantCulture)), await ReadAsync<DoubleArray, double>(values, (column, row) => column.GetValue(row)!.Value));

    [Fact]
    public async Task Read_CompressedFiles_HaveTheSameColumns()
    {
        await using (var file = new GZipStream(File.Create(Path.Combine(_folder.FullName, "profile.csv.gz")), CompressionLevel.Fastest))
        {
            await file.WriteAsync("user_id,code,city,score\nu1,00123,021,0.5\nu2,45,10,12.25\n"u8.ToArray());
        }

        await using var source = Open(("profile", "*.csv.gz"));
        using var batch = await ReadAsync(source, SampleFile.Query(SampleFile.Where("score < 1 AND code = '00123'"), "city", "score"));

        Assert.Equal("021", Assert.IsType<StringArray>(batch.Column(0)).GetString(0));
        Assert.Equal(0.5, Assert.IsType<DoubleArray>(batch.Column(1)).GetValue(0));
        Assert.Equal(1, batch.Length);
    }

    [Theory]
    [InlineData("region=021", "region=10", "021")]
    [InlineData("region=%2B86", "region=10", "+86")]
    [InlineData("region=0", "region=-7", null)]
    public async Task Read_ValuesOfFolders_KeepTheirText(string first, string second, string? text)
    {
        foreach (var folder in new[] { first, second })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.CreateSubdirectory(folder).FullName, "rows.csv"), "user_id,region,code\nu1,00,7\n");
        }

        await using var source = Open(("profile", "*/*.csv"));
        using var batch = await ReadAsync(source, SampleFile.Query(SampleFile.Where("code = 7"), "region", "code"));

        Assert.Equal(2, batch.Length);
        Assert.IsType<Int64Array>(batch.Column(1));
        if (text is null)
        {
            Assert.IsType<Int64Array>(batch.Column(0));
        }
        else
        {
            var column = Assert.IsType<StringArray>(batch.Column(0));
            Assert.Contains(text, new[] { column.GetString(0), column.GetString(1) });
        }
    }

    [Fact]
    public async Task Read_ManyColumnsOfNumbers_EachIsJudgedByItself()
    {
        var names = Enumerable.Range(0, 270).Select(index => $"c{index}").ToArray();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "profile.csv"), $"day,{string.Join(',', names)}\n31/05/2024,{string.Join(',', names.Select((_, index) => index % 90 == 89 ? "007" : "7"))}\n");
        await using var source = Open(("profile", "profile.csv"));
        using var batch = await ReadAsync(source, SampleFile.Query(SampleFile.Where("day = '2024-05-31'"), names));

        Assert.Equal(3, batch.Arrays.OfType<StringArray>().Count());
        Assert.Equal("007", Assert.IsType<StringArray>(batch.Column(269)).GetString(0));
        Assert.Equal(7, Assert.IsType<Int64Array>(batch.Column(0)).GetValue(0));
        Assert.Equal(["profile.csv"], _folder.GetFiles().Select(file => file.Name));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "work", "snapshots")));
    }

    [Theory]
    [InlineData("u1", "7")]
    [InlineData("7", "u1")]
    public async Task Plan_ListWhoseKeysAreTextsWhereTheOthersAreNumbers_IsComparedAsText(string key, string listed)
    {
        await using var source = await OpenAsync($"{key}\n12\n8", $"{listed}\n12");
        var query = SampleFile.Query(SampleFile.Members("s"), "user_id");

        Assert.Empty(await source.CheckAsync([query], CancellationToken.None));
        Assert.Equal(1, (await source.PlanAsync(query, new(), CancellationToken.None)).Rows);
    }

    [Theory]
    [InlineData("u1", "2024-05-31")]
    [InlineData("7", "2024-05-31")]
    [InlineData("7", "7.0")]
    [InlineData("1234567890123456789", "1.2345678901234568e+18\n0.5")]
    public async Task Check_ListWithKeysOfAnotherType_IsTold(string key, string listed)
    {
        await using var source = await OpenAsync(key, listed);
        var query = SampleFile.Query(SampleFile.Members("s"), "city");

        var problem = Assert.Single(await source.CheckAsync([query], CancellationToken.None));

        Assert.Contains("another type", problem.Message, StringComparison.Ordinal);
        await source.FailsToPlanAsync(query, ErrorCodes.SourceUnavailable, isTransient: false);
    }

    [Fact]
    public async Task Check_ProfileWithoutTheKey_IsTheOneProblemOfAList()
    {
        await using var source = await OpenAsync("u1", "u1");
        var query = SampleFile.Query(SampleFile.Members("s") with { KeyColumn = "user_id" }, "city") with { Profile = new("profile", "id") };

        Assert.Contains("no column 'id'", Assert.Single(await source.CheckAsync([query], CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("regexp_matches('a', '(')")]
    [InlineData("nothing")]
    public async Task Check_ConditionThatCannotBeRead_IsTold(string condition)
    {
        await using var source = await OpenAsync("u1", "u1");

        var problem = Assert.Single(await source.CheckAsync([SampleFile.Query(SampleFile.Where(condition), "city")], CancellationToken.None));

        Assert.Contains("condition cannot be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_FilesOfBothKinds_AreRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.csv"), "user_id\nu1\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "b.parquet"), "PAR1");
        await using var source = Open(("profile", "*"));

        var fault = await source.FailsToPlanAsync(SampleFile.Query(SampleFile.Where("true"), "user_id"), ErrorCodes.SourceUnavailable, isTransient: false);

        Assert.Contains("both kinds", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<List<T>> ReadAsync<TColumn, T>(string[] values, Func<TColumn, int, T> read)
    {
        // Each in a file of its own: one file's value may be what makes all of them text. One has no such column.
        foreach (var (index, value) in values.Index())
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, $"{index}.csv"), $"user_id,code\nu{index},{value}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "z.csv"), "user_id\nwithout\n");
        await using var source = Open(("profile", "*.csv"));
        using var batch = await ReadAsync(source, SampleFile.Query(SampleFile.Where("true"), "code"));
        Assert.Equal(values.Length + 1, batch.Length);
        var column = Assert.IsType<TColumn>(batch.Column(0));
        return [.. values.Select((_, row) => read(column, row))];
    }

    private static async Task<RecordBatch> ReadAsync(DuckDbSource source, ExportQuery query)
    {
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        return reader.Read(CancellationToken.None)!.Clone();
    }

    private async Task<DuckDbSource> OpenAsync(string keys, string listed)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "profile.csv"), $"user_id,city\n{string.Join('\n', keys.Split('\n').Select(key => $"{key},b"))}\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "list.csv"), $"segment_id,user_id\n{string.Join('\n', listed.Split('\n').Select(key => $"s,{key}"))}\n");
        return Open(("profile", "profile.csv"), ("segment_member", "list.csv"));
    }

    private DuckDbSource Open(params (string Table, string Pattern)[] files) => new(
        new("lake", SourceKinds.DuckDb, null, files.ToImmutableSortedDictionary(file => file.Table, file => file.Pattern)), _folder.FullName, Path.Combine(_folder.FullName, "work"), new());
}
