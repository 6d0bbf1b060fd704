using System.Collections.Immutable;
using System.Globalization;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Scheduling;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>
/// A cluster without a runtime: the scheduler's own policy and the tasks' own queues of shards, with silos, messages and time made up. Everything that a grain call can meet happens: it comes late, or
/// not, or its answer does not. Deterministic: the same seed makes the same run.
/// </summary>
internal sealed class ClusterSimulation
{
    private const long TargetRows = 250_000;
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(10);

    private readonly SimulationSetup _setup;
    private readonly Random _random;
    private readonly SimulatedNetwork _network;
    private readonly SimulatedSilos _silos;
    private readonly SimulatedPacking _packing;
    private readonly List<SimulatedTask> _tasks = [];
    private readonly List<SimulatedTask> _unfinished = [];
    private readonly Dictionary<TaskKey, SimulatedTask> _byKey = [];
    private readonly Dictionary<TaskKey, int> _waiting = [];
    private readonly Dictionary<SpaceId, int> _waitingOfSpace = [];
    private readonly ImmutableArray<SpaceId> _spaces;
    private SlotPolicy _policy;
    private int _unpacked;

    public ClusterSimulation(SimulationSetup setup, Action<SimulatedRules>? rule = null)
    {
        (_setup, _random) = (setup, new Random(setup.Seed));
        rule?.Invoke(Rules);
        _spaces = [.. Enumerable.Range(0, setup.Spaces).Select(number => new SpaceId($"space-{number}"))];
        Fairness = new(Rules, _spaces, TaskDemand.ShardOverhead + TargetRows);
        _policy = NewPolicy();
        _network = new(Time, _random, setup.LostMessages);
        _silos = new(setup, Time, _network, _random) { Announced = Announce, Lost = Lose };
        _packing = new(setup, Time, _network, _silos, _random) { Release = Release, Recorded = Record };
        _unpacked = setup.Tasks;
        for (var task = 0; task < setup.Tasks; task++)
        {
            var number = task;
            Time.After(setup.ArrivalAt(_random.NextDouble()), () => AddTask(number));
        }

        Time.Every(TimeSpan.Zero, PingPeriod, Tick);
        Make(setup.TroublePeriod, _silos.Trouble);
        Make(setup.SchedulerPeriod, () => _policy = NewPolicy());
    }

    public SimulatedRules Rules { get; } = new();

    public VirtualTime Time { get; } = new();

    public FairnessWatch Fairness { get; }

    public IReadOnlyList<SimulatedTask> Tasks => _tasks;

    /// <summary>Attempts that met a source that was away.</summary>
    public int FaultsOfSources => _packing.FaultsOfSources;

    /// <summary>Slots that were granted.</summary>
    public int Grants { get; private set; }

    /// <summary>Messages that the scheduler and the tasks sent each other.</summary>
    public long Messages => _network.Sent;

    /// <summary>The time that slots worked, over what they could have while there was work.</summary>
    public double Utilization => _silos.Worked / (Time.Elapsed * _setup.Silos * _setup.SlotsPerSilo);

    /// <summary>Slots that the scheduler believes to be in use.</summary>
    public int BusySlots => _policy.Busy;

    /// <summary>Shards of each source that are being read, at most; looked at only where sources have a bound.</summary>
    public Dictionary<string, int> MostReading { get; } = [];

    /// <summary>Lets the run go on until every task is packed.</summary>
    public void Run(TimeSpan limit) =>
        Assert.True(Time.RunUntil(() => _unpacked == 0, limit), $"Seed {_setup.Seed}: {_unpacked} tasks of {_setup.Tasks} are not packed after {limit}; waiting: {_policy.Waiting}, busy: {_policy.Busy} of {_policy.Slots}.");

    /// <summary>Lets the run go on to a time.</summary>
    public void RunFor(TimeSpan time) => Time.RunUntil(() => false, time);

    private SlotPolicy NewPolicy() => new(() => new Guid(++Grants, 0, 0, new byte[8]), Rules);

    private void Make(TimeSpan period, Action action)
    {
        if (period > TimeSpan.Zero)
        {
            Time.Every(period, period, () =>
            {
                action();
                return _unpacked > 0;
            });
        }
    }

    private void Announce(SimulatedSilo silo, int slots)
    {
        _policy.SetSilo(silo.Address, silo.Name, slots, Time.Now);
        GrantSlots();
    }

    private void AddTask(int number)
    {
        var key = new TaskKey(_spaces[_random.Next(_spaces.Length)], new TaskId(number.ToString("x32", CultureInfo.InvariantCulture)));
        var rows = (long)Math.Min(_setup.LargestRows, _setup.SmallestRows * Math.Pow(1 - _random.NextDouble(), -1 / _setup.Tail));
        var shards = (int)Math.Max(1, (rows + TargetRows - 1) / TargetRows);
        var plan = new ShardPlan
        {
            SourceVersion = "1",
            Rows = rows,
            Shards = [.. Enumerable.Range(0, shards).Select(index => new Shard { Index = index, FirstRow = rows * index / shards, Rows = (rows * (index + 1) / shards) - (rows * index / shards) })],
        };
        var source = $"source-{int.Parse(key.Space.Value.AsSpan("space-".Length), CultureInfo.InvariantCulture) % _setup.Sources}";
        var task = new SimulatedTask(key, source, plan) { Queued = Time.Elapsed };
        _tasks.Add(task);
        _unfinished.Add(task);
        _byKey.Add(key, task);
        Activate(task);
    }

    private void Activate(SimulatedTask task)
    {
        if (task.Home is null && _silos.PickHome() is { } home)
        {
            task.Activate(home);
            if (task.Demand() is { } demand)
            {
                _network.Send(() => SetDemand(task, demand));
            }
        }
    }

    private bool Tick()
    {
        _policy.DropSilent(Time.Now - (4 * SimulatedSilos.AnnouncePeriod));
        _unfinished.RemoveAll(task => task.Packed is not null);
        foreach (var task in _unfinished.Select(task => task.Key).Union(_policy.Tasks).ToList())
        {
            _network.Send(() => Ping(_byKey[task]));
        }

        return true;
    }

    private void Ping(SimulatedTask task)
    {
        Activate(task);
        if (task.Home is { IsStalled: true })
        {
            return;
        }

        var demand = task.Demand();
        _network.Send(() => SetDemand(task, demand));
    }

    private void SetDemand(SimulatedTask task, SlotDemand? demand)
    {
        if (demand is null)
        {
            _policy.Remove(task.Key);
        }
        else
        {
            _policy.SetDemand(demand);
        }

        Heard(task, demand?.WaitingShards ?? 0);
        GrantSlots();
    }

    private void Release(SimulatedTask task, Guid[] grants, ShardOutcome outcome)
    {
        var release = task.Release(grants, outcome);
        _network.Send(() =>
        {
            _policy.Release(task.Key, release, Time.Now);
            Heard(task, release.WaitingShards);
            GrantSlots();
        });
    }

    private void GrantSlots()
    {
        foreach (var (key, grants) in _policy.Grant(Time.Now))
        {
            var task = _byKey[key];
            foreach (var _ in grants.Where(_ => !IsQuick(task)))
            {
                Fairness.Grant(key.Space, TaskDemand.ShardOverhead + task.Plan.Shards[0].Rows);
            }

            Heard(task, _waiting.GetValueOrDefault(key) - grants.Length);
            var isLost = _network.IsLost();
            Time.After(isLost ? SimulatedNetwork.Detection : _network.Delay(), () => _policy.Acknowledge(grants));
            if (!isLost || _random.Next(2) == 0)
            {
                Time.After(_network.Delay() / 2, () => Grant(task, grants));
            }
        }

        if (Rules.ParallelReads.Count == 0 && _setup.SourceAway.For == TimeSpan.Zero && _policy.FreeSlots > 0 && _policy.Waiting > 0)
        {
            Assert.Fail($"Seed {_setup.Seed}: {_policy.FreeSlots} slots are idle while {_policy.Waiting} shards wait.");
        }
    }

    // What the task grain does with its grants.
    private void Grant(SimulatedTask task, ImmutableArray<SlotGrant> grants)
    {
        Activate(task);
        foreach (var grant in grants)
        {
            if (task.Queue?.Start(grant) is { } run)
            {
                task.Started ??= Time.Elapsed;
                CountReading(task.Source);
                _packing.Pack(task, task.Queue, run);
            }
            else if (task.Queue?.IsUsing(grant) != true)
            {
                Release(task, [grant.Id], ShardOutcome.None);
            }
        }
    }

    private void CountReading(string source)
    {
        if (Rules.ParallelReads.Count > 0)
        {
            MostReading[source] = Math.Max(MostReading.GetValueOrDefault(source), _unfinished.Where(task => task.Source == source && task.Packed is null).Sum(task => task.Queue?.Held.Length ?? 0));
        }
    }

    private void Record(SimulatedTask task, RunningShard run)
    {
        task.Record(run, Time.Elapsed);
        _unpacked -= task.Packed is null ? 0 : 1;
    }

    private void Lose(SimulatedSilo silo)
    {
        foreach (var task in _unfinished.Where(task => task.Home == silo))
        {
            task.Lose();
        }
    }

    // What the scheduler believes of a task, for the watch over fairness.
    private void Heard(SimulatedTask task, int waiting)
    {
        var (key, space) = (task.Key, task.Key.Space);
        var change = Math.Sign(waiting) - Math.Sign(_waiting.GetValueOrDefault(key));
        _waiting[key] = Math.Max(0, waiting);
        if (change != 0 && !IsQuick(task))
        {
            _waitingOfSpace[space] = _waitingOfSpace.GetValueOrDefault(space) + change;
            Fairness.SetWaiting(space, _waitingOfSpace[space] > 0);
        }
    }

    private static bool IsQuick(SimulatedTask task) => task.Plan.Shards.Length == 1 && task.Plan.Rows <= TaskDemand.QuickRows;
}
