using System.Security.Cryptography;

namespace SegmentExport.Gateway.Authentication;

/// <summary>The key that development tokens are signed with: random, kept in a file that only its owner reads, so that a restart signs nobody out.</summary>
internal static class DevelopmentKey
{
    private const int Bytes = 32;

    /// <summary>Reads the key, or makes one.</summary>
    public static byte[] Load(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var temporary = $"{file}.{Guid.CreateVersion7():N}.tmp";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(Bytes));
            }

            File.Move(temporary, file, overwrite: false);
        }

        var key = File.ReadAllBytes(file);
        return key.Length == Bytes ? key : throw new InvalidOperationException($"The file '{file}' is no key of {Bytes} bytes. Delete it: a new one is made.");
    }
}
