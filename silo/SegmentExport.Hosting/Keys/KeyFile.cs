using System.Security.Cryptography;
using SegmentExport.Artifacts.Files;

namespace SegmentExport.Hosting.Keys;

/// <summary>A file that holds a key and is its owner's alone. Its folder is one process's (<see cref="Startup.DataFolderOwnership"/>), so a lock of the process keeps two changes apart.</summary>
internal static class KeyFile
{
    private static readonly Lock Changing = new();

    /// <summary>Keeps bytes under a name, never over what is there: of two that keep one, both use the first's.</summary>
    public static void Add(string path, ReadOnlySpan<byte> bytes)
    {
        // A move that shall not overwrite does so on Unix, where another made the file after the look at it.
        lock (Changing)
        {
            if (!File.Exists(path))
            {
                Put(path, bytes);
            }
        }
    }

    /// <summary>Puts bytes in the place of those of a name, where these are still <paramref name="isExpected"/>.</summary>
    /// <returns>Whether it did.</returns>
    public static bool Replace(string path, ReadOnlySpan<byte> bytes, Func<bool> isExpected)
    {
        lock (Changing)
        {
            var isThere = isExpected();
            if (isThere)
            {
                Put(path, bytes);
            }

            return isThere;
        }
    }

    /// <summary>Deletes it, where it is.</summary>
    public static void Delete(string path)
    {
        lock (Changing)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
                FolderSync.Sync(Path.GetDirectoryName(path)!);
            }
        }
    }

    /// <summary>The key of a file; made where there is none.</summary>
    /// <returns>Its bytes; null where the file is not as long as a key.</returns>
    public static byte[]? GetOrCreate(string path)
    {
        FolderTree.Ensure(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            Add(path, RandomNumberGenerator.GetBytes(SpaceKeyOptions.KeyLength));
        }

        return File.ReadAllBytes(path) is { Length: SpaceKeyOptions.KeyLength } key ? key : null;
    }

    // Whole or not at all, also where the power fails.
    private static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        using (var file = new FileStream(temporary, PrivateFiles.CreateNew))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
    }
}
