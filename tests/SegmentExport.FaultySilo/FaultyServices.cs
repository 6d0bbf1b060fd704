using Orleans.Configuration;
using Orleans.Reminders;
using SegmentExport.Artifacts;
using SegmentExport.FaultySilo.Clocks;
using SegmentExport.FaultySilo.Crashes;
using SegmentExport.FaultySilo.Trials;
using SegmentExport.Grains;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.FaultySilo;

/// <summary>Puts crash points around what a silo writes, sets its clock, has its store hang, tries other settings of Orleans, and has its death noticed within seconds.</summary>
internal static class FaultyServices
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<ClusterMembershipOptions>(membership =>
        {
            (membership.ProbeTimeout, membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(1), 3, 1);
            (membership.TableRefreshTimeout, membership.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        });
        OrleansTrial.AddTo(builder);
        if (builder.Configuration["Faults:ClockAhead"] is { } ahead)
        {
            var constant = TimeSpan.Parse(ahead);
            SetClock(services, () => constant);
        }

        if (builder.Configuration["Faults:Switches"] is { } switches)
        {
            AddSwitches(services, new FaultSwitches(switches));
        }

        if (builder.Configuration["Faults:CrashFolder"] is { } folder)
        {
            AddCrashes(services, new CrashPoints(folder));
        }
    }

    private static void SetClock(IServiceCollection services, Func<TimeSpan> ahead)
    {
        var clock = new ShiftedClock(ahead);
        services.AddKeyedSingleton<TimeProvider>(SegmentExportClock.Key, clock);
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
    }

    private static void AddSwitches(IServiceCollection services, FaultSwitches switches)
    {
        SetClock(services, () => switches.ClockAhead);
        services.Configure<ReminderOptions>(reminders => reminders.RefreshReminderListPeriod = TimeSpan.FromSeconds(1));
        services.Decorate<IArtifactStore>(store => new FaultyArtifactStore(store) { Committing = (_, _) => switches.PassStoreAsync() });
    }

    private static void AddCrashes(IServiceCollection services, CrashPoints points)
    {
        // It refuses storage that is not Orleans' own; what is put around it here is not.
        services.Remove(services.Single(service => service.ImplementationType?.Name == "ClusterPreparation"));

        services.Decorate<IArtifactStore>(store => new FaultyArtifactStore(store)
        {
            Committing = (_, _) => points.PassAsync(CrashPoint.PartWriting),
            Committed = (_, _) => points.PassAsync(CrashPoint.PartWritten),
            Deleting = _ => points.PassAsync(CrashPoint.PartsDeleting),
            Deleted = _ => points.PassAsync(CrashPoint.PartsDeleted),
        });
        FaultyGrainStorage.Decorate(services, new StorageFaults
        {
            Writing = _ => points.PassAsync(CrashPoint.StateWriting),
            Written = _ => points.PassAsync(CrashPoint.StateWritten),
        });
        services.Decorate<IReminderTable>(table => CrashingReminderTable.Around(table, points));
        services.AddSingleton<IIncomingGrainCallFilter>(new CrashingReports(points));
    }

    private static void Decorate<T>(this IServiceCollection services, Func<T, T> around)
        where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T) && !service.IsKeyedService);
        services.AddSingleton(provider => around((T)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }
}
