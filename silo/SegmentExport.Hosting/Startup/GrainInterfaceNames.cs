using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace SegmentExport.Hosting.Startup;

/// <summary>Remembers what grain interfaces are called. Orleans finds it out anew whenever a grain is asked for, from the interface's attributes and its name: by reflection, a twentieth of what a gateway does.</summary>
internal sealed class GrainInterfaceNames(IServiceProvider services, TypeConverter types) : IGrainInterfaceTypeProvider
{
    private readonly GrainInterfaceTypeResolver _names = new([new AttributeGrainInterfaceTypeProvider(services)], types);
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _known = new();

    /// <summary>Adds it to a silo or a client, in front of what Orleans has.</summary>
    public static void AddTo(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, GrainInterfaceNames>());

    /// <inheritdoc />
    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        grainInterfaceType = _known.GetOrAdd(type, static (type, names) => names.GetGrainInterfaceType(type), _names);
        return true;
    }
}
