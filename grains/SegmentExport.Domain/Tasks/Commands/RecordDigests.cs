using System.Collections.Immutable;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>The file's digests were computed. Recorded once, while the file can be downloaded.</summary>
/// <param name="Digests">One for each container, as long as their bytes differ.</param>
public sealed record RecordDigests(ImmutableArray<ContainerDigest> Digests) : DownloadTaskCommand;
