using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;

namespace SegmentExport.Grains.Operations;

/// <summary>The silos as this one sees them, without asking anybody.</summary>
internal sealed class ClusterSilos(IClusterMembershipService membership)
{
    /// <summary>Those that may be packing.</summary>
    public IEnumerable<SiloAddress> Serving => membership.CurrentSnapshot.Members.Values.Where(member => StateOf(member.Status) is SiloState.Active or SiloState.Stopping).Select(member => member.SiloAddress);

    /// <summary>All silos with their slots, living ones first. A dead one is told until another has its name.</summary>
    /// <param name="offering">Those that offer slots; what a dead one offered is left out.</param>
    /// <param name="answering">Those that told what they pack.</param>
    public IEnumerable<SiloView> With(IReadOnlyCollection<SiloSlotsView> offering, IReadOnlySet<SiloAddress> answering)
    {
        var slots = offering.ToDictionary(silo => silo.Silo);
        return membership.CurrentSnapshot.Members.Values
            .GroupBy(member => member.Name)
            .SelectMany(named => Current([.. named]))
            .Select(member => ToView(member, member.Status == SiloStatus.Dead ? null : slots.GetValueOrDefault(member.SiloAddress), answering.Contains(member.SiloAddress)))
            .OrderBy(silo => silo.State == SiloState.Dead).ThenBy(silo => silo.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<ClusterMember> Current(IReadOnlyCollection<ClusterMember> named)
    {
        var living = named.Where(member => member.Status != SiloStatus.Dead).ToList();
        return living.Count > 0 ? living : named.OrderByDescending(member => member.SiloAddress.Generation).Take(1);
    }

    private static SiloView ToView(ClusterMember member, SiloSlotsView? slots, bool answers) =>
        new(member.Name, StateOf(member.Status), slots?.Slots ?? 0, slots?.BusySlots ?? 0, answers);

    private static SiloState StateOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => SiloState.Active,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => SiloState.Stopping,
        SiloStatus.Dead => SiloState.Dead,
        _ => SiloState.Joining,
    };
}
