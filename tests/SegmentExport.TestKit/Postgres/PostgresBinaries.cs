using Xunit;

namespace SegmentExport.TestKit.Postgres;

/// <summary>PostgreSQL's own programs, as Debian or the PATH has them.</summary>
public static class PostgresBinaries
{
    private const string Missing = "PostgreSQL is not installed (Debian package postgresql): neither in /usr/lib/postgresql nor on the PATH is there an initdb.";

    /// <summary>The folder of the newest ones; null where there are none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The folder; skips the test where there is none, and fails it on CI, where there has to be one.</summary>
    public static string Require()
    {
        if (Folder is { } folder)
        {
            return folder;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(Missing);
        }

        Assert.Skip(Missing);
        return Missing;
    }

    /// <summary>What a fixture made where PostgreSQL is installed; where it made nothing, skips or fails as <see cref="Require"/> does.</summary>
    public static T Require<T>(T? made)
        where T : class
    {
        if (made is null)
        {
            Require();
        }

        return made!;
    }

    private static string? Find()
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        var versions = debian.Exists
            ? debian.GetDirectories().OrderByDescending(folder => int.TryParse(folder.Name, out var version) ? version : 0).Select(folder => Path.Combine(folder.FullName, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
