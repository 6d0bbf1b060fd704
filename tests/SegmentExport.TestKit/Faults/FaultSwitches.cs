using System.Globalization;

namespace SegmentExport.TestKit.Faults;

/// <summary>How a test and its silos speak of faults that come and go while they run: a file for each.</summary>
/// <param name="path">A folder; it is made where there is none.</param>
public sealed class FaultSwitches(string path)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateDirectory(path).FullName;

    /// <summary>How far ahead the silos' clock is, that of tasks and reminders alone. Default: not at all.</summary>
    public TimeSpan ClockAhead
    {
        get => File.Exists(Clock) ? TimeSpan.Parse(File.ReadAllText(Clock), CultureInfo.InvariantCulture) : TimeSpan.Zero;
        set
        {
            // Whoever reads meanwhile finds the one or the other.
            File.WriteAllText(Clock + ".new", value.ToString("c"));
            File.Move(Clock + ".new", Clock, overwrite: true);
        }
    }

    /// <summary>Whether the artifact store hangs, as a share does whose server is away: a part is written, and never committed.</summary>
    public bool StoreHangs
    {
        get => File.Exists(Store);
        set
        {
            if (value)
            {
                File.WriteAllText(Store, "");
            }
            else
            {
                File.Delete(Store);
            }
        }
    }

    private string Clock => Path.Combine(_folder, "clock");

    private string Store => Path.Combine(_folder, "store-hangs");

    /// <summary>Passes the store, once it does not hang.</summary>
    public async Task PassStoreAsync()
    {
        while (StoreHangs)
        {
            await Task.Delay(Look);
        }
    }
}
