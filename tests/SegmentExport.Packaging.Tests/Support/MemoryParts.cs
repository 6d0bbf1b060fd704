namespace SegmentExport.Packaging.Tests.Support;

/// <summary>Parts in memory, and a note of which stretches were opened.</summary>
internal sealed class MemoryParts : IPartReader
{
    private readonly Dictionary<int, byte[]> _parts = [];

    public List<(int Part, long Offset, long Length)> Opened { get; } = [];

    public byte[] this[int part]
    {
        get => _parts[part];
        set => _parts[part] = value;
    }

    public ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken)
    {
        Opened.Add((part, offset, length));
        return ValueTask.FromResult<Stream>(new MemoryStream(_parts[part], (int)offset, (int)length, writable: false));
    }
}
