using System.Text.Json;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>What an endpoint was sent.</summary>
internal sealed record ReceivedMessage(string Id, string Timestamp, string Signature, byte[] Body)
{
    /// <summary>Which event.</summary>
    public string Type => JsonDocument.Parse(Body).RootElement.GetProperty("type").GetString()!;
}
