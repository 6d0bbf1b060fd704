using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using SegmentExport.Domain.Identity;

namespace SegmentExport.TestKit.Faults;

/// <summary>Grain storage that can be made to fail before or after a write.</summary>
public sealed class FaultyGrainStorage(IGrainStorage inner, StorageFaults faults) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private const string Default = "Default";

    /// <summary>Puts itself around the default storage that is registered already.</summary>
    public static void Decorate(IServiceCollection services, StorageFaults faults)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, Default));
        services.Remove(registered);
        services.AddKeyedSingleton<IGrainStorage>(
            Default, (provider, key) => new FaultyGrainStorage((IGrainStorage)registered.KeyedImplementationFactory!(provider, key), faults));
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await RunAsync(faults.Reading, stateName, grainId);
        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await RunAsync(faults.Writing, stateName, grainId);
        await inner.WriteStateAsync(stateName, grainId, grainState);
        await RunAsync(faults.Written, stateName, grainId);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    private static Task RunAsync(Func<TaskKey, Task>? hook, string stateName, GrainId grain) =>
        stateName == "task" && hook is not null ? hook(TaskKey.Parse(grain.Key.ToString()!)) : Task.CompletedTask;
}
