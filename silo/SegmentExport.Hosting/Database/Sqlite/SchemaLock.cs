namespace SegmentExport.Hosting.Database.Sqlite;

/// <summary>Held by the one that changes the schema: a lock file beside the database, let go by the operating system also when the process dies.</summary>
internal static class SchemaLock
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<FileStream> TakeAsync(string databasePath, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException fault) when (fault is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (time.GetElapsedTime(started) > Timeout)
                {
                    throw new DatabaseSchemaException($"Another process has held the lock of the database's schema for {Timeout}. End it, then start again.", fault);
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
