namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>The silos of a cluster: they announce their slots, and stall, leave or die where that is asked for; another one takes the place of one that is gone.</summary>
internal sealed class SimulatedSilos
{
    /// <summary>How often a silo announces its slots.</summary>
    public static readonly TimeSpan AnnouncePeriod = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Replacement = TimeSpan.FromSeconds(30);

    private readonly SimulationSetup _setup;
    private readonly VirtualTime _time;
    private readonly SimulatedNetwork _network;
    private readonly Random _random;
    private readonly Dictionary<SiloAddress, SimulatedSilo> _all = [];

    /// <summary>The setup's silos, which have just started.</summary>
    /// <param name="setup">The setup.</param>
    /// <param name="time">The time.</param>
    /// <param name="network">How announcements come.</param>
    /// <param name="random">Everything random.</param>
    public SimulatedSilos(SimulationSetup setup, VirtualTime time, SimulatedNetwork network, Random random)
    {
        (_setup, _time, _network, _random) = (setup, time, network, random);
        for (var silo = 0; silo < setup.Silos; silo++)
        {
            Add();
        }
    }

    /// <summary>The scheduler hears how many slots a silo has.</summary>
    public Action<SimulatedSilo, int> Announced { get; init; } = (_, _) => { };

    /// <summary>The grains of a silo are gone.</summary>
    public Action<SimulatedSilo> Lost { get; init; } = _ => { };

    /// <summary>The time that slots have worked.</summary>
    public TimeSpan Worked => TimeSpan.FromTicks(_all.Values.Sum(silo => silo.Worked.Ticks));

    /// <summary>A silo, be it dead.</summary>
    public SimulatedSilo this[SiloAddress address] => _all[address];

    /// <summary>Where a grain comes to life now; null: nowhere.</summary>
    public SimulatedSilo? PickHome() => _all.Values.Where(silo => !silo.IsDead && !silo.IsStalled).ToList() is { Count: > 0 } silos ? silos[_random.Next(silos.Count)] : null;

    /// <summary>One silo stalls, leaves or dies.</summary>
    public void Trouble()
    {
        var silos = _all.Values.Where(silo => !silo.IsDead && !silo.IsLeaving && !silo.IsStalled).ToList();
        if (silos.Count < 2)
        {
            return;
        }

        var silo = silos[_random.Next(silos.Count)];
        switch (_random.Next(3))
        {
            case 0:
                silo.Stall(TimeSpan.FromSeconds(5 + _random.Next(60)));
                break;
            case 1:
                silo.Leave();
                Announced(silo, 0);
                Lost(silo);
                _time.After(Replacement, Add);
                break;
            default:
                silo.Kill();
                _time.After(SimulatedNetwork.Detection, () => Lost(silo));
                _time.After(Replacement, Add);
                break;
        }
    }

    private void Add()
    {
        var silo = new SimulatedSilo(_time, _all.Count + 1, _setup.SlotsPerSilo);
        _all.Add(silo.Address, silo);
        _time.Every(_network.Delay(), AnnouncePeriod, () =>
        {
            if (!silo.IsDead && !silo.IsStalled)
            {
                _network.Send(() => Announced(silo, silo.IsLeaving ? 0 : silo.Slots));
            }

            return !silo.IsDead && !silo.IsLeaving;
        });
    }
}
