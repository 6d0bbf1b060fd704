namespace SegmentExport.Gateway.Events;

/// <summary>A client does not take what is sent to it, and is dropped: nothing is kept for it.</summary>
internal sealed class SlowClientException(TimeSpan patience) : Exception($"The client took nothing for {patience.TotalSeconds:0} s.");
