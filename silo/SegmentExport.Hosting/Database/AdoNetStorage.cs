using System.Data.Common;

namespace SegmentExport.Hosting.Database;

/// <summary>Grain storage and reminders through Orleans' ADO.NET providers, on one data source.</summary>
internal static class AdoNetStorage
{
    /// <summary>Adds both.</summary>
    /// <typeparam name="TDatabase">The data source, as a service.</typeparam>
    /// <param name="silo">Gets them.</param>
    /// <param name="invariant">The providers' name for the database.</param>
    public static ISiloBuilder AddAdoNetStorage<TDatabase>(this ISiloBuilder silo, string invariant)
        where TDatabase : DbDataSource
    {
        silo.AddAdoNetGrainStorageAsDefault(storage => storage.Configure<TDatabase>((options, database) =>
        {
            options.Invariant = invariant;
            options.DataSource = database;
            options.GrainStorageSerializer = new StateSerializer();
        }));
        return silo.UseAdoNetReminderService(reminders => reminders.Configure<TDatabase>((options, database) =>
        {
            options.Invariant = invariant;
            options.DataSource = database;
        }));
    }
}
