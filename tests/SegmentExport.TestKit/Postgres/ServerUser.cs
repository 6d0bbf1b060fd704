using System.Diagnostics;

namespace SegmentExport.TestKit.Postgres;

/// <summary>Whom PostgreSQL runs as. It refuses to be root, so where the tests are, it becomes the user that Debian makes for it, or nobody.</summary>
internal static class ServerUser
{
    private static readonly string? Name = Environment.UserName == "root" ? Find() : null;

    private static string Group => Name == "nobody" ? "nogroup" : Name!;

    /// <summary>Starts a program as that user, with all of its streams in our hands.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = Name is null ? new ProcessStartInfo(program, arguments) : new ProcessStartInfo("setpriv", [$"--reuid={Name}", $"--regid={Group}", "--clear-groups", program, .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start)!;
    }

    /// <summary>Gives that user a file or folder.</summary>
    public static async Task OwnAsync(string path)
    {
        if (Name is not null)
        {
            using var chown = Process.Start("chown", [Name, path]);
            await chown.WaitForExitAsync();
        }
    }

    private static string Find() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
