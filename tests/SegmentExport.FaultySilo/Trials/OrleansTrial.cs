using Orleans.Configuration;

namespace SegmentExport.FaultySilo.Trials;

/// <summary>Other settings of Orleans than the product's, so that what they would do can be measured, and the crashes' tests run with them.</summary>
internal static class OrleansTrial
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        var (services, trial) = (builder.Services, builder.Configuration.GetSection("Trial"));
        if (trial["CollectionAge"] is { } age)
        {
            // Looked through so often that grains go within a third of their age.
            services.PostConfigure<GrainCollectionOptions>(collection => (collection.CollectionAge, collection.CollectionQuantum) = (TimeSpan.Parse(age), TimeSpan.Parse(age) / 3));
        }

        if (trial["Placement"] is { } placement)
        {
            services.AddSingleton(StrategyOf(placement));
        }

        if (trial["Directory"] is { } directory)
        {
            builder.UseOrleans(silo => UseDirectory(silo, directory));
        }

        if (trial["CollectHeap"] is "true")
        {
            services.AddHostedService<HeapCollecting>();
        }
    }

    private static PlacementStrategy StrategyOf(string name) => name switch
    {
        "random" => new RandomPlacement(),
        "activation_count" => new ActivationCountBasedPlacement(),
        "resource_optimized" => new ResourceOptimizedPlacement(),
        "prefer_local" => new PreferLocalPlacement(),
        _ => throw new InvalidOperationException($"Trial:Placement is '{name}': it is random, activation_count, resource_optimized or prefer_local."),
    };

    private static void UseDirectory(ISiloBuilder silo, string name)
    {
        if (name != "distributed")
        {
            throw new InvalidOperationException($"Trial:Directory is '{name}': it is distributed, or left out for the product's.");
        }

#pragma warning disable ORLEANSEXP003 // Experimental: which is why it is tried here and not used there.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }
}
