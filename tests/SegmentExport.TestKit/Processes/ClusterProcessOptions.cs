using SegmentExport.TestKit.Postgres;

namespace SegmentExport.TestKit.Processes;

/// <summary>What a cluster of processes is like.</summary>
public sealed record ClusterProcessOptions
{
    /// <summary>How many silos. Default 3.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>How many gateways. Default 2.</summary>
    public int Gateways { get; init; } = 2;

    /// <summary>How many users the sample has. Default 20,000.</summary>
    public int Users { get; init; } = 20_000;

    /// <summary>Writes <c>catalog.json</c> and what it names into the cluster's folder; null: the sample.</summary>
    public Func<string, Task>? Data { get; init; }

    /// <summary>The silos' program. Default <see cref="Programs.Silo"/>.</summary>
    public string SiloProgram { get; init; } = Programs.Silo;

    /// <summary>The gateways' program. Default <see cref="Programs.Gateway"/>.</summary>
    public string GatewayProgram { get; init; } = Programs.Gateway;

    /// <summary>The PostgreSQL server; null: the one of the test run. One of its own is for tests that stop it.</summary>
    public PostgresServer? Server { get; init; }

    /// <summary>The database; null: one of its own on the server, with this version's schema.</summary>
    public PostgresTestDatabase? Database { get; init; }

    /// <summary>Settings of all processes, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
