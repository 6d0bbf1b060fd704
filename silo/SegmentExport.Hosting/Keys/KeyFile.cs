using System.Security.Cryptography;
using SegmentExport.Artifacts.Files;

namespace SegmentExport.Hosting.Keys;

/// <summary>A file that holds a key and is its owner's alone.</summary>
internal static class KeyFile
{
    /// <summary>Keeps bytes under a name, never over what is there: of two that keep one, both use the first's.</summary>
    public static void Add(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        try
        {
            Write(temporary, bytes);
            File.Move(temporary, path, overwrite: false);
            FolderSync.Sync(Path.GetDirectoryName(path)!);
        }
        catch (IOException) when (File.Exists(path))
        {
            PrivateFiles.TryDelete(temporary);
        }
    }

    /// <summary>Puts bytes in the place of those of a name.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        Write(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
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

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, PrivateFiles.CreateNew);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
