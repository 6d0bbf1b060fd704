using Apache.Arrow;
using DuckDB.NET.Data;

namespace SegmentExport.Sources.Tests.DuckDb;

public sealed class BatchReadingTests(SampleFile sample) : IClassFixture<SampleFile>
{
    private const int FirstBatches = 3;

    [Fact]
    public async Task Read_WholeBatches_AllocatesNothing()
    {
        await using var source = sample.Open();
        var query = SampleFile.Query(SampleFile.Where("true"), "user_id", "name", "address", "birthday", "age", "registered_at", "lifetime_value", "is_member", "churn_score");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        using var cancellation = new CancellationTokenSource();

        var (batches, whole, start, end) = (0, 0, 0L, 0L);
        for (var batch = reader.Read(cancellation.Token); batch?.Length >= whole; batch = reader.Read(cancellation.Token))
        {
            (whole, end) = (batch.Length, GC.GetAllocatedBytesForCurrentThread());
            start = ++batches <= FirstBatches ? end : start;
        }

        Assert.InRange(batches, FirstBatches + 4, int.MaxValue);
        Assert.Equal(0, end - start);
    }

    [Fact]
    public async Task Read_OtherRowsInEachBatch_GivesTheRightValues()
    {
        await using var source = sample.Open();

        // What the condition leaves differs from batch to batch, and so does the last column's length.
        var query = SampleFile.Query(SampleFile.Where("hash(user_id) % 3 = 0"), "user_id", "age", "is_member", "address");
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        var expected = new List<string>();
        await using (var connection = new DuckDBConnection($"Data Source={sample.Database};ACCESS_MODE=READ_ONLY"))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT user_id, age, is_member, address FROM profile WHERE hash(user_id) % 3 = 0 ORDER BY rowid";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                expected.Add($"{rows.GetString(0)} {rows.GetInt16(1)} {rows.GetBoolean(2)} {(rows.IsDBNull(3) ? null : rows.GetString(3))}");
            }
        }

        var found = new List<string>();
        using var reader = await source.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            var (key, age, member, address) = ((StringArray)batch.Column(0), (Int16Array)batch.Column(1), (BooleanArray)batch.Column(2), (StringArray)batch.Column(3));
            for (var row = 0; row < batch.Length; row++)
            {
                found.Add($"{key.GetString(row)} {age.GetValue(row)} {member.GetValue(row)} {address.GetString(row)}");
            }
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Read_ColumnsThatAreNotFlat_AreRead()
    {
        var path = Path.Combine(sample.Folder.FullName, "enums.duckdb");
        await using (var connection = new DuckDBConnection($"Data Source={path}"))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE profile AS SELECT i::VARCHAR AS user_id, (CASE i % 2 WHEN 0 THEN 'even' ELSE 'odd' END)::ENUM ('odd', 'even') AS kind FROM range(5000) AS t(i)";
            command.ExecuteNonQuery();
        }

        await using var enums = sample.Open(path);
        var query = SampleFile.Query(SampleFile.Where("true"), "kind");
        var plan = await enums.PlanAsync(query, new(), CancellationToken.None);
        var found = new List<string>();
        using var reader = await enums.OpenAsync(query, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            var kinds = (DictionaryArray)batch.Column(0);
            var (words, indices) = ((StringArray)kinds.Dictionary, (UInt8Array)kinds.Indices);
            found.AddRange(Enumerable.Range(0, batch.Length).Select(row => words.GetString(indices.GetValue(row)!.Value)));
        }

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? "even" : "odd"), found);
    }
}
