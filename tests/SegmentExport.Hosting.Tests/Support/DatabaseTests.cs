namespace SegmentExport.Hosting.Tests.Support;

/// <summary>Tests that hold for either database; each has one of its own.</summary>
public abstract class DatabaseTests(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase? _database;

    internal TestDatabase Database => _database!;

    /// <summary>Which one.</summary>
    protected DatabaseKind Kind { get; } = kind;

    public async ValueTask InitializeAsync() =>
        _database = Kind == DatabaseKind.Sqlite ? await SqliteTestDatabase.CreateAsync() : await PostgresDatabaseOfTest.CreateAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
