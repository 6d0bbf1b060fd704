using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Database;

/// <summary>Grain storage and reminders in the embedded database.</summary>
internal static class EmbeddedStorage
{
    // The provider's name for SQLite; it loads Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";

    public static ISiloBuilder AddEmbeddedStorage(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(services => new SqliteDatabase(services.GetRequiredService<DataPaths>().Database));
        silo.Services.AddSingleton<DatabaseSchema>();
        silo.AddAdoNetGrainStorageAsDefault(storage => storage.Configure<SqliteDatabase>((options, database) =>
        {
            options.Invariant = Invariant;
            options.DataSource = database;
            options.GrainStorageSerializer = new StateSerializer();
        }));
        silo.UseAdoNetReminderService(reminders => reminders.Configure<SqliteDatabase>((options, database) =>
        {
            options.Invariant = Invariant;
            options.DataSource = database;
        }));
        return silo;
    }
}
