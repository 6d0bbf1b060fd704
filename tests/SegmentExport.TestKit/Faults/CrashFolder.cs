namespace SegmentExport.TestKit.Faults;

/// <summary>How a test and its silos speak of crashes: a file for each point that is armed. Whoever takes the file away is the one that crashes, so each arming is one crash.</summary>
/// <param name="path">A folder that exists.</param>
public sealed class CrashFolder(string path)
{
    /// <summary>The next silo that comes to a point crashes there.</summary>
    public void Arm(CrashPoint point) => File.WriteAllText(Armed(point), "");

    /// <summary>Takes the crash at a point, where it is armed.</summary>
    /// <returns>Whether the caller has to crash.</returns>
    public bool TryTake(CrashPoint point)
    {
        try
        {
            if (!File.Exists(Armed(point)))
            {
                return false;
            }

            File.Move(Armed(point), Path.Combine(path, $"{point}.{Environment.ProcessId}"));
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another one was faster.
            return false;
        }
    }

    /// <summary>Whether a point that was armed has been come to.</summary>
    public bool HasCrashed(CrashPoint point) => !File.Exists(Armed(point));

    private string Armed(CrashPoint point) => Path.Combine(path, $"{point}");
}
