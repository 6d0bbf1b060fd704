using System.Text.Json;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Something that one endpoint is to be told of.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MessageId">What the receiver knows it by, over all tries.</param>
/// <param name="Endpoint">Whom.</param>
/// <param name="Space">The space.</param>
/// <param name="Task">The task; empty where it is a test, as segment and status are.</param>
/// <param name="Segment">Its segment's id.</param>
/// <param name="Event">Which of <see cref="WebhookEvents"/>.</param>
/// <param name="Status">The task's status when it happened.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Attempt">Which try this is, from 1.</param>
/// <param name="DueAt">When it is tried; of one that is taken, until when: only while that stands it is its taker's.</param>
internal sealed record WebhookDelivery(
    long Id, string MessageId, string Endpoint, string Space, string Task, string Segment, string Event, string Status, string OccurredAt, int Attempt, string DueAt)
{
    /// <summary>The body: ids and words of ours alone, nobody's name and no value. The same bytes at each try.</summary>
    public byte[] Body()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", Event);
            json.WriteString("timestamp", OccurredAt);
            json.WriteStartObject("data");
            json.WriteString("spaceId", Space);
            if (Event != WebhookEvents.Test)
            {
                json.WriteString("taskId", Task);
                json.WriteString("segmentId", Segment);
                json.WriteString("status", Status);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
