using System.Collections.Immutable;
using System.Globalization;
using Apache.Arrow;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
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
    [InlineData("1234567890123456.78", "1")]
    [InlineData("0.1000000000000000000001", "1")]
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
    public async Task Read_Fractions_AreNumbers(params string[] values) => Assert.Equal(
        values.Select(value => double.Parse(value, CultureInfo.InvariantCulture)), await ReadAsync<DoubleArray, double>(values, (column, row) => column.GetValue(row)!.Value));

    [Theory]
    [InlineData("u1", "7")]
    [InlineData("7", "u1")]
    public async Task Check_ListWithKeysOfAnotherType_IsTold(string key, string listed)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "profile.csv"), $"user_id,city\n{key},b\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "list.csv"), $"segment_id,user_id\ns,{listed}\n");
        await using var source = Open(("profile", "profile.csv"), ("segment_member", "list.csv"));
        var query = SampleFile.Query(SampleFile.Members("s"), "city");

        var problem = Assert.Single(await source.CheckAsync([query], CancellationToken.None));

        Assert.Contains("another type", problem.Message, StringComparison.Ordinal);
        await source.FailsToPlanAsync(query, ErrorCodes.SourceUnavailable, isTransient: false);
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
        var query = SampleFile.Query(SampleFile.Where("true"), "code");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        var batch = reader.Read(CancellationToken.None)!;
        Assert.Equal(values.Length + 1, batch.Length);
        var column = Assert.IsType<TColumn>(batch.Column(0));
        return [.. values.Select((_, row) => read(column, row))];
    }

    private DuckDbSource Open(params (string Table, string Pattern)[] files) => new(
        new("lake", SourceKinds.DuckDb, null, files.ToImmutableSortedDictionary(file => file.Table, file => file.Pattern)), _folder.FullName, Path.Combine(_folder.FullName, "work"), new());
}
