namespace SegmentExport.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    private const string Usage = """
        packaging | allocations | download | client-download | create | cluster | lifecycle | telemetry-cost | load | soak | list | history | orleans | postgres-source | reminders [--rows 3000000] [--runs 3] [--cases csv_plain,csv_gzip] [--data FOLDER] [--save NAME]

        --rows   rows of the sample, made once and kept; default 3,000,000. A case may use fewer.
        --runs   runs of each side, interleaved; history: starts of each; the median counts; default 3
        --cases  which cases, by name; default all
        --data   where samples are kept and files are written; default artifacts/benchmarks
        --downloads  download: how many at once; default 100
        --rate       create: calls a second; default 100
        --seconds    create, lifecycle: for how long; telemetry-cost, orleans: of lives a run of each side; history: how long a silo is watched; default 20
        --workers    lifecycle, telemetry-cost, orleans: lives at once; default 48
        --counts     lifecycle: also what a lifecycle has the processes and the database do (yes or no, default no): counting takes time of its own
        --tasks      list: how many tasks the space has; history: how many have finished, and then wait beside them; default 1,000,000
        --idle       orleans: how many tasks idle; default 10,000
        --calls      list: requests a case; default 300
        --exports    load, soak: how many exports there are at once; default 500
        --minutes    soak: for how long; default 60
        --kill-every soak: the time from one killed silo to the next one, such as 20s or 5m; default 5m
        --reminders  reminders: how many there are; default 100,000
        --due        reminders: how many of them are due while the benchmark looks, fifty a second; default 3,000
        --rest       reminders: for how many seconds the database is watched once nothing is due; default 330
        --save   also writes results/NAME.md beside the benchmarks' sources
        """;

    /// <summary>Rows of the sample.</summary>
    public int Rows { get; init; } = 3_000_000;

    /// <summary>Runs of each side.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>The names of the cases; empty: all.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>Where samples are kept and files are written.</summary>
    public string Data { get; init; } = Path.Combine("artifacts", "benchmarks");

    /// <summary>Downloads at once.</summary>
    public int Downloads { get; init; } = 100;

    /// <summary>Create calls a second.</summary>
    public int Rate { get; init; } = 100;

    /// <summary>How many seconds of create calls, or of lives.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Lives of tasks at once.</summary>
    public int Workers { get; init; } = 48;

    /// <summary>Whether calls, messages, statements and the like are counted.</summary>
    public bool Counts { get; init; }

    /// <summary>Tasks of the list.</summary>
    public int Tasks { get; init; } = 1_000_000;

    /// <summary>Tasks that idle.</summary>
    public int Idle { get; init; } = 10_000;

    /// <summary>Requests a case of the list's pages.</summary>
    public int Calls { get; init; } = 300;

    /// <summary>Exports at once.</summary>
    public int Exports { get; init; } = 500;

    /// <summary>For how many minutes the load goes on.</summary>
    public int Minutes { get; init; } = 60;

    /// <summary>From one killed silo to the next one.</summary>
    public TimeSpan KillEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reminders that there are.</summary>
    public int Reminders { get; init; } = 100_000;

    /// <summary>Reminders that are due while the benchmark looks.</summary>
    public int Due { get; init; } = 3_000;

    /// <summary>How many seconds the database is watched for once nothing is due.</summary>
    public int Rest { get; init; } = 330;

    /// <summary>The name of the result file; null: none is written.</summary>
    public string? Save { get; init; }

    /// <summary>Reads the options.</summary>
    /// <exception cref="ArgumentException">An option is unknown or has no proper value.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"'{arguments[i]}' has no value.\n{Usage}");
            options = arguments[i] switch
            {
                "--rows" => options with { Rows = Number(arguments[i], value) },
                "--runs" => options with { Runs = Number(arguments[i], value) },
                "--cases" => options with { Cases = value.Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--data" => options with { Data = value },
                "--downloads" => options with { Downloads = Number(arguments[i], value) },
                "--rate" => options with { Rate = Number(arguments[i], value) },
                "--seconds" => options with { Seconds = Number(arguments[i], value) },
                "--workers" => options with { Workers = Number(arguments[i], value) },
                "--counts" => options with { Counts = value == "yes" },
                "--tasks" => options with { Tasks = Number(arguments[i], value) },
                "--idle" => options with { Idle = Number(arguments[i], value) },
                "--calls" => options with { Calls = Number(arguments[i], value) },
                "--exports" => options with { Exports = Number(arguments[i], value) },
                "--minutes" => options with { Minutes = Number(arguments[i], value) },
                "--kill-every" => options with { KillEvery = Time(arguments[i], value) },
                "--reminders" => options with { Reminders = Number(arguments[i], value) },
                "--due" => options with { Due = Number(arguments[i], value) },
                "--rest" => options with { Rest = Number(arguments[i], value) },
                "--save" => options with { Save = value },
                var unknown => throw new ArgumentException($"There is no option '{unknown}'.\n{Usage}"),
            };
        }

        return options;
    }

    /// <summary>Says what can be asked for.</summary>
    public static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, out var number) && number > 0 ? number : throw new ArgumentException($"{option} is a number from 1, not '{value}'.\n{Usage}");

    private static TimeSpan Time(string option, string value) => (value.LastOrDefault(), int.TryParse(value.AsSpan(0, Math.Max(0, value.Length - 1)), out var number) && number > 0) switch
    {
        ('s', true) => TimeSpan.FromSeconds(number),
        ('m', true) => TimeSpan.FromMinutes(number),
        _ => throw new ArgumentException($"{option} is a number from 1 with s or m, not '{value}'.\n{Usage}"),
    };
}
