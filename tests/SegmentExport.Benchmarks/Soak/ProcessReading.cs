using static System.FormattableString;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>What a process needs at a time.</summary>
/// <param name="Name">The process.</param>
/// <param name="Age">How long it has been running.</param>
/// <param name="RssMiB">Its resident memory.</param>
/// <param name="HeapMiB">Its managed heap after the last collection.</param>
/// <param name="Handles">Its open files, sockets among them.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Activations">Grains that live in it.</param>
internal sealed record ProcessReading(string Name, TimeSpan Age, double RssMiB, double HeapMiB, int Handles, int Threads, long Activations)
{
    /// <summary>As a line.</summary>
    public override string ToString() =>
        Invariant($"process={Name} age_s={Age.TotalSeconds:0} rss_mib={RssMiB:0} heap_mib={HeapMiB:0} handles={Handles} threads={Threads} activations={Activations}");
}
