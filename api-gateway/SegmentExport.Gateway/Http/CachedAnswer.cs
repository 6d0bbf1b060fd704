namespace SegmentExport.Gateway.Http;

/// <summary>On an endpoint whose answers say themselves how long they may be kept. All others are not to be stored.</summary>
internal sealed record CachedAnswer;
