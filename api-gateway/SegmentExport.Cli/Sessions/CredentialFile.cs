using System.Text.Json;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Sessions;

/// <summary>The last sign-in, in a file that nobody but its owner can read.</summary>
/// <param name="path">Where.</param>
internal sealed class CredentialFile(string path)
{
    private const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>The user's own: below <c>XDG_CONFIG_HOME</c>, <c>~/.config</c>, or the profile on Windows.</summary>
    public static CredentialFile OfUser(Func<string, string?> environment)
    {
        var folder = environment("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new(Path.Combine(folder, "segment-export", "credentials.json"));
    }

    /// <summary>The sign-in; null: there is none.</summary>
    /// <exception cref="UsageException">The file is not only its owner's, or is not one of this program.</exception>
    public async Task<Credentials?> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new UsageException("token_file_open", $"Others can read or change the token in '{path}'. Sign in anew, after 'segx sign-out', and think of the token as known.", ExitCodes.NotSignedIn);
        }

        try
        {
            return JsonSerializer.Deserialize<Credentials>(await File.ReadAllBytesAsync(path, cancellation), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            throw new UsageException("token_file_damaged", $"'{path}' is not a sign-in of this program. Remove it and sign in.", ExitCodes.NotSignedIn);
        }
    }

    /// <summary>Keeps a sign-in, whole or not at all.</summary>
    public async Task WriteAsync(Credentials credentials, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var next = $"{path}.{Environment.ProcessId}~";
        await using (var file = new FileStream(next, OptionsOfOwner()))
        {
            await JsonSerializer.SerializeAsync(file, credentials, JsonSerializerOptions.Web, cancellation);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Forgets it, where there is one.</summary>
    public void Delete()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static FileStreamOptions OptionsOfOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
