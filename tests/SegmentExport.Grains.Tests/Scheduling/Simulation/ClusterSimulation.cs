using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Packaging;
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
    private static readonly TimeSpan AnnouncePeriod = TimeSpan.FromSeconds(5);

    /// <summary>When a dead silo's callers learn of it, and when a lost message is given up.</summary>
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(15);

    private readonly SimulationSetup _setup;
    private readonly Random _random;
    private readonly PackagingOptions _options = new();
    private readonly List<SimulatedSilo> _silos = [];
    private readonly List<SimulatedTask> _tasks = [];
    private readonly Dictionary<TaskKey, SimulatedTask> _byKey = [];
    private readonly Dictionary<TaskKey, int> _waiting = [];
    private readonly Dictionary<SpaceId, int> _waitingOfSpace = [];
    private readonly ImmutableArray<SpaceId> _spaces;
    private SlotPolicy _policy;
    private int _grants;
    private int _silosMade;
    private int _unpacked;

    public ClusterSimulation(SimulationSetup setup, Action<SimulatedRules>? rule = null)
    {
        (_setup, _random) = (setup, new Random(setup.Seed));
        rule?.Invoke(Rules);
        _spaces = [.. Enumerable.Range(0, setup.Spaces).Select(number => new SpaceId($"space-{number}"))];
        Fairness = new(Rules, _spaces, TaskDemand.ShardOverhead + TargetRows);
        _policy = NewPolicy();
        for (var silo = 0; silo < setup.Silos; silo++)
        {
            AddSilo();
        }

        _unpacked = setup.Tasks;
        for (var task = 0; task < setup.Tasks; task++)
        {
            var number = task;
            Time.After(setup.Arrivals * _random.NextDouble(), () => AddTask(number));
        }

        Time.Every(TimeSpan.Zero, PingPeriod, Tick);
        Make(setup.TroublePeriod, Trouble);
        Make(setup.SchedulerPeriod, () => _policy = NewPolicy());
    }

    public SimulatedRules Rules { get; } = new();

    public VirtualTime Time { get; } = new();

    public FairnessWatch Fairness { get; }

    public IReadOnlyList<SimulatedTask> Tasks => _tasks;

    /// <summary>Attempts that met a source that was away.</summary>
    public int FaultsOfSources { get; private set; }

    /// <summary>The time that slots worked, over what they could have while there was work.</summary>
    public double Utilization => _silos.Sum(silo => silo.Worked.TotalSeconds) / (Time.Elapsed.TotalSeconds * _setup.Silos * _setup.SlotsPerSilo);

    /// <summary>Slots that the scheduler believes to be in use.</summary>
    public int BusySlots => _policy.Busy;

    /// <summary>Shards of each source that are being read, at most.</summary>
    public Dictionary<string, int> MostReading { get; } = [];

    /// <summary>Lets the run go on until every task is packed.</summary>
    public void Run(TimeSpan limit) =>
        Assert.True(Time.RunUntil(() => _unpacked == 0, limit), $"Seed {_setup.Seed}: {_unpacked} tasks of {_setup.Tasks} are not packed after {limit}; waiting: {_policy.Waiting}, busy: {_policy.Busy} of {_policy.Slots}.");

    /// <summary>Lets the run go on to a time.</summary>
    public void RunFor(TimeSpan time) => Time.RunUntil(() => false, time);

    private SlotPolicy NewPolicy() => new(() => new Guid(++_grants, 0, 0, new byte[8]), Rules);

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

    private void AddSilo()
    {
        var silo = new SimulatedSilo(Time, ++_silosMade, _setup.SlotsPerSilo);
        _silos.Add(silo);
        Time.Every(Delay(), AnnouncePeriod, () =>
        {
            if (!silo.IsDead && !silo.IsStalled)
            {
                Send(() => Announce(silo, silo.IsLeaving ? 0 : silo.Slots));
            }

            return !silo.IsDead && !silo.IsLeaving;
        });
    }

    private void Announce(SimulatedSilo silo, int slots)
    {
        _policy.SetSilo(silo.Address, silo.Name, slots, Time.Now);
        GrantSlots();
    }

    private void AddTask(int number)
    {
        var key = new TaskKey(_spaces[_random.Next(_spaces.Length)], new TaskId(number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)));
        var rows = (long)Math.Min(_setup.LargestRows, _setup.SmallestRows * Math.Pow(1 - _random.NextDouble(), -1 / _setup.Tail));
        var shards = (int)Math.Max(1, (rows + TargetRows - 1) / TargetRows);
        var plan = new ShardPlan
        {
            SourceVersion = "1",
            Rows = rows,
            Shards = [.. Enumerable.Range(0, shards).Select(index => new Shard { Index = index, FirstRow = rows * index / shards, Rows = (rows * (index + 1) / shards) - (rows * index / shards) })],
        };
        var source = $"source-{int.Parse(key.Space.Value.AsSpan("space-".Length), System.Globalization.CultureInfo.InvariantCulture) % _setup.Sources}";
        var task = new SimulatedTask(key, source, plan) { Queued = Time.Elapsed };
        _tasks.Add(task);
        _byKey.Add(key, task);
        Activate(task);
    }

    private void Activate(SimulatedTask task)
    {
        if (task.Home is null && _silos.Where(silo => !silo.IsDead && !silo.IsStalled).ToList() is { Count: > 0 } silos)
        {
            task.Activate(silos[_random.Next(silos.Count)]);
            if (task.Demand() is { } demand)
            {
                Send(() => SetDemand(task, demand));
            }
        }
    }

    private bool Tick()
    {
        _policy.DropSilent(Time.Now - (4 * AnnouncePeriod));
        foreach (var task in _tasks.Where(task => task.Packed is null).Select(task => task.Key).Union(_policy.Tasks).ToList())
        {
            Send(() => Ping(_byKey[task]));
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
        Send(() => SetDemand(task, demand));
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
        Send(() =>
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
            var isLost = IsLost();
            Time.After(isLost ? Detection : Delay(), () => _policy.Acknowledge(grants));
            if (!isLost || _random.Next(2) == 0)
            {
                Time.After(Delay() / 2, () => Grant(task, grants));
            }
        }

        if (Rules.ParallelReads.Count == 0 && _setup.SourceAway.For == TimeSpan.Zero)
        {
            Assert.True(_policy.FreeSlots == 0 || _policy.Waiting == 0, $"Seed {_setup.Seed}: {_policy.FreeSlots} slots are idle while {_policy.Waiting} shards wait.");
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
                Pack(task, task.Queue, run);
            }
            else if (task.Queue?.IsUsing(grant) != true)
            {
                Release(task, [grant.Id], ShardOutcome.None);
            }
        }
    }

    private void Pack(SimulatedTask task, ShardQueue queue, RunningShard run)
    {
        var silo = _silos.Single(silo => silo.Address.Equals(run.Grant.Silo));
        if (silo.IsDead)
        {
            Time.After(Delay(), () => Fail(task, queue, run, ShardOutcome.None));
            return;
        }

        if (silo.IsLeaving)
        {
            Time.After(Delay(), () => PutBack(task, queue, run));
            return;
        }

        MostReading[task.Source] = Math.Max(MostReading.GetValueOrDefault(task.Source), _tasks.Where(other => other.Source == task.Source && other.Packed is null).Sum(other => other.Queue?.Held.Length ?? 0));
        var isAway = task.Source == "source-0" && Time.Elapsed >= _setup.SourceAway.From && Time.Elapsed < _setup.SourceAway.From + _setup.SourceAway.For;
        FaultsOfSources += isAway ? 1 : 0;
        var work = isAway ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds((0.02 + (run.Shard.Rows / _setup.RowsPerSecond)) * (0.8 + (0.4 * _random.NextDouble())));
        var answered = false;
        silo.Work(work, () =>
        {
            answered = true;
            Time.After(Delay(), () =>
            {
                if (isAway)
                {
                    Fail(task, queue, run, ShardOutcome.SourceFault);
                }
                else
                {
                    Packed(task, queue, run);
                }
            });
        });

        // A silo that is dead, or stalled for so long that it is declared so, has its callers fail.
        void Watch() => Time.After(Detection, () =>
        {
            if (!answered && (silo.IsDead || silo.IsStalled))
            {
                Fail(task, queue, run, ShardOutcome.None);
            }
            else if (!answered && ReferenceEquals(task.Queue, queue))
            {
                Watch();
            }
        });
        Watch();
    }

    private void Packed(SimulatedTask task, ShardQueue queue, RunningShard run)
    {
        if (!ReferenceEquals(task.Queue, queue) || !queue.IsUsing(run.Grant))
        {
            return;
        }

        queue.End(run);
        task.Record(run, Time.Elapsed);
        _unpacked -= task.Packed is null ? 0 : 1;
        Release(task, [run.Grant.Id], ShardOutcome.Packed);
    }

    private void Fail(SimulatedTask task, ShardQueue queue, RunningShard run, ShardOutcome outcome)
    {
        if (ReferenceEquals(task.Queue, queue) && queue.IsUsing(run.Grant))
        {
            queue.Rest(run);
            Release(task, [run.Grant.Id], outcome);
            WakeLater(task, queue, run.Shard.Index, _options.DelayAfter(run.Attempt));
        }
    }

    private void PutBack(SimulatedTask task, ShardQueue queue, RunningShard run)
    {
        if (ReferenceEquals(task.Queue, queue) && queue.IsUsing(run.Grant))
        {
            queue.PutBack(run);
            Release(task, [run.Grant.Id], ShardOutcome.None);
            WakeLater(task, queue, run.Shard.Index, _options.DelayAfter(1));
        }
    }

    private void WakeLater(SimulatedTask task, ShardQueue queue, int shard, TimeSpan delay) => Time.After(delay, () =>
    {
        if (ReferenceEquals(task.Queue, queue))
        {
            queue.Wake(shard);
            Release(task, [], ShardOutcome.None);
        }
    });

    private void Trouble()
    {
        var silos = _silos.Where(silo => !silo.IsDead && !silo.IsLeaving && !silo.IsStalled).ToList();
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
                Announce(silo, 0);
                Lose(silo);
                Time.After(TimeSpan.FromSeconds(30), AddSilo);
                break;
            default:
                silo.Kill();
                Time.After(Detection, () => Lose(silo));
                Time.After(TimeSpan.FromSeconds(30), AddSilo);
                break;
        }
    }

    private void Lose(SimulatedSilo silo)
    {
        foreach (var task in _tasks.Where(task => task.Home == silo))
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

    private void Send(Action receive)
    {
        if (!IsLost())
        {
            Time.After(Delay(), receive);
        }
    }

    private bool IsLost() => _setup.LostMessages > 0 && _random.Next(_setup.LostMessages) == 0;

    private TimeSpan Delay() => TimeSpan.FromMilliseconds(0.2 + (_random.Next(100) == 0 ? 500 * _random.NextDouble() : 5 * _random.NextDouble()));
}
