using System.Globalization;
using System.Text;
using SegmentExport.Client.Contracts;
using SegmentExport.Packaging.About;

namespace SegmentExport.Gateway.Audit;

/// <summary>
/// Rows of the audit as CSV (RFC 4180), for spreadsheets: what one would run as a formula has an apostrophe in front, and what hides or reorders text is shown by its code point.
/// </summary>
internal static class AuditCsv
{
    private const string Header = "id,at,actor,action,outcome,taskId,rows,fields,container,range,sha256,traceId,webhook,deliveryId";

    /// <summary>The rows, below a header.</summary>
    public static string Of(IReadOnlyList<AuditItem> items)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var item in items)
        {
            var at = item.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
            string?[] cells =
            [
                Number(item.Id), at, item.Actor, item.Action, item.Outcome, item.TaskId, Number(item.Rows), string.Join(' ', item.Fields), item.Container, item.Range, item.Sha256, item.TraceId, item.Webhook, Number(item.DeliveryId),
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string? value)
    {
        var shown = VisibleText.Of(value ?? "");
        var safe = shown is ['=' or '+' or '-' or '@', ..] ? "'" + shown : shown;
        return safe.AsSpan().ContainsAny(',', '"') ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
