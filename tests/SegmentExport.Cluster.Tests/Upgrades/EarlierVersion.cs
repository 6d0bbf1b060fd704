using Npgsql;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Cluster.Tests.Upgrades;

/// <summary>Our programs as they were: built from the repository's own history.</summary>
/// <param name="commit">Which state of the sources.</param>
/// <param name="folder">An empty folder to build in.</param>
internal sealed class EarlierVersion(string commit, string folder)
{
    private const string SchemaSteps = "silo/SegmentExport.Hosting/Database/Postgres/Migrations";

    private static readonly Tool Git = new("git", "git");
    private static readonly Tool Sdk = new("dotnet-sdk-10.0", "dotnet");

    /// <summary>The oldest version of the schema before today's. Skips the test where the history does not go back to it.</summary>
    public static async Task<string> FindCommitAsync(CancellationToken cancellationToken)
    {
        var found = await Git.RunAsync(["-C", Repository.Root, "log", "--format=%H", "-2", "--", SchemaSteps], cancellationToken);
        var commits = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.SkipWhen(found.ExitCode != 0 || commits.Length < 2, "The sources are here without the history of their schema, so there is no earlier version to build.");

        // In a history that was cut off, its first commit seems to have made everything.
        var parent = await Git.RunAsync(["-C", Repository.Root, "rev-parse", "--verify", "--quiet", $"{commits[1]}^"], cancellationToken);
        Assert.SkipWhen(parent.ExitCode != 0, "The history does not go back to the commit that made the schema before today's, so there is no earlier version to build.");
        return commits[1];
    }

    /// <summary>Makes the version's schema, by its own command.</summary>
    /// <param name="silo">The silo's <c>.dll</c>.</param>
    /// <param name="database">An empty database.</param>
    /// <param name="folder">A folder to work in.</param>
    public static async Task MigrateAsync(string silo, PostgresTestDatabase database, string folder)
    {
        static string RoleOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Username!;
        Dictionary<string, string> settings = new()
        {
            ["SegmentExport__Migration__ConnectionString"] = database.Owner,
            ["SegmentExport__Migration__SiloRole"] = RoleOf(database.Silo),
            ["SegmentExport__Migration__GatewayRole"] = RoleOf(database.Gateway),
        };
        await using var migrate = ServerProcess.Start(silo, "migrate", folder, settings, "migrate");
        Assert.True(await migrate.WaitForExitAsync(TimeSpan.FromMinutes(1)) == 0, migrate.Output);
    }

    /// <summary>Builds a program.</summary>
    /// <param name="project">Its folder below the repository's root.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its <c>.dll</c>.</returns>
    public async Task<string> BuildAsync(string project, CancellationToken cancellationToken)
    {
        var sources = Path.Combine(folder, "sources");
        if (!Directory.Exists(sources))
        {
            await Git.CheckAsync(["clone", "--quiet", "--shared", "--no-checkout", Repository.Root, sources], cancellationToken);
            await Git.CheckAsync(["-C", sources, "-c", "advice.detachedHead=false", "checkout", "--quiet", commit], cancellationToken);
        }

        var output = Path.Combine(folder, Path.GetFileName(project));
        await Sdk.CheckAsync(
            ["publish", Path.Combine(sources, project), "--output", output, "--nologo", "--verbosity", "quiet", "-nodeReuse:false", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-p:RestoreLockedMode=true"], cancellationToken);
        return Path.Combine(output, Path.GetFileName(project) + ".dll");
    }
}
