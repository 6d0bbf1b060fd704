using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Tests.Wire;

/// <summary>
/// What goes between processes, pinned as bytes, so that silos of two versions can work on one task while a cluster is upgraded. A file of an older version is never changed: a message that gets a
/// member more gets a file more, and the older ones go on being read. To write the files that are not there yet: SEGMENT_EXPORT_WRITE_GOLDEN=1.
/// </summary>
public sealed class GoldenMessageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Wire", "Golden");

    private static readonly Serializer Serializer = new ServiceCollection()
        .AddSerializer(builder => builder.AddAssembly(typeof(Caller).Assembly).AddAssembly(typeof(DownloadTaskState).Assembly))
        .BuildServiceProvider().GetRequiredService<Serializer>();

    /// <summary>Messages, each with the newest version that its file has.</summary>
    public static TheoryData<string> Names() => [.. Messages.All.Keys];

    /// <summary>All files of all versions.</summary>
    public static TheoryData<string> Files() => [.. FileNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Message_IsTheNewestGoldenFile(string name)
    {
        var written = Write(Messages.All[name]);
        if (Environment.GetEnvironmentVariable("SEGMENT_EXPORT_WRITE_GOLDEN") is { Length: > 0 } folder && !Versions(name).Select(Read).Contains(written))
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.{Versions(name).Count() + 1}.b64"), written + "\n");
        }

        Assert.Equal(Read(Versions(name).LastOrDefault() ?? throw new FileNotFoundException($"There is no file of {name}.")), written);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_FileOfAnyVersion_IsTheMessage(string file)
    {
        var message = Serializer.Deserialize<object>(Convert.FromBase64String(Read(file)));

        // What an older version did not have has its default, which the samples of later versions have for it too.
        Assert.Equal(Write(Messages.All[file.Split('.')[0]]), Write(message!));
    }

    [Fact]
    public void Names_OfFiles_AreThoseOfMessages() =>
        Assert.Equal(Messages.All.Keys, FileNames.Select(file => file.Split('.')[0]).Distinct());

    private static string Write(object message) => Convert.ToBase64String(Serializer.SerializeToArray(message), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n");

    private static List<string> FileNames => [.. Directory.GetFiles(Folder, "*.b64").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Versions(string name) => FileNames.Where(file => file.Split('.')[0] == name);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, $"{file}.b64")).ReplaceLineEndings("\n").TrimEnd('\n');
}
