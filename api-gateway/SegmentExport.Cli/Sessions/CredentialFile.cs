using System.Text.Json;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Sessions;

/// <summary>The last sign-in, in a file that nobody but its owner can read.</summary>
/// <param name="path">Where.</param>
internal sealed class CredentialFile(string path)
{
    private const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // As long as an issuer may take to renew a token, and to say how.
    private static readonly TimeSpan HoldPatience = TimeSpan.FromMinutes(2);

    /// <summary>The user's own: below <c>XDG_CONFIG_HOME</c>, <c>~/.config</c>, or the profile on Windows.</summary>
    public static CredentialFile OfUser(Func<string, string?> environment)
    {
        // On Windows the part of the profile that stays on the machine: a token is not to roam.
        var usual = OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.ApplicationData;
        var folder = environment("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(usual, Environment.SpecialFolderOption.DoNotVerify);
        return new(Path.Combine(folder, "segment-export", "credentials.json"));
    }

    /// <summary>Whether there is one.</summary>
    public bool IsThere => File.Exists(path);

    /// <summary>The sign-in; null: there is none.</summary>
    /// <exception cref="UsageException">The file is not only its owner's, or is not one of this program.</exception>
    public async Task<Credentials?> ReadAsync(CancellationToken cancellation)
    {
        if (!IsThere)
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new UsageException("token_file_open", $"Others can read or change the token in '{path}'. Sign in anew, after 'segx sign-out', and think of the token as known.", ExitCodes.NotSignedIn);
        }

        try
        {
            // Another command may replace it meanwhile, which Windows allows where it is shared for that.
            await using var file = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
            return await JsonSerializer.DeserializeAsync<Credentials>(file, JsonSerializerOptions.Web, cancellation);
        }
        catch (JsonException)
        {
            throw new UsageException("token_file_damaged", $"'{path}' is not a sign-in of this program. Remove it and sign in.", ExitCodes.NotSignedIn);
        }
    }

    /// <summary>Keeps a sign-in, whole or not at all.</summary>
    public async Task WriteAsync(Credentials credentials, CancellationToken cancellation)
    {
        CreateFolder();
        var next = $"{path}.{Environment.ProcessId}~";
        await using (var file = new FileStream(next, OptionsOfOwner()))
        {
            await JsonSerializer.SerializeAsync(file, credentials, JsonSerializerOptions.Web, cancellation);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Waits until no other command renews or changes the sign-in, and keeps the others waiting until it is disposed.</summary>
    public async Task<IAsyncDisposable> HoldAsync(CancellationToken cancellation)
    {
        CreateFolder();
        var held = path + ".lock";
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(held, OptionsOfOwner());
            }
            catch (IOException) when (File.Exists(held) && waited < HoldPatience)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
    }

    /// <summary>Forgets it, where there is one.</summary>
    public void Delete()
    {
        if (IsThere)
        {
            File.Delete(path);
        }
    }

    private void CreateFolder()
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
    }

    private static FileStreamOptions OptionsOfOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
