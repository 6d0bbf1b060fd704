namespace SegmentExport.Client.Contracts;

/// <summary>A container that the file can be handed out in.</summary>
/// <param name="Name">To be sent as <c>container</c>.</param>
/// <param name="FileName">What the download is called.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ManifestContainer(string Name, string FileName, long Bytes);
