using System.Text.Json;
using SegmentExport.Client.Contracts;
using static SegmentExport.WebConsole.Api.Reading.JsonReading;
using FileOptions = SegmentExport.Client.Contracts.FileOptions;

namespace SegmentExport.WebConsole.Api.Reading;

/// <summary>Reads download tasks.</summary>
internal static class TaskReading
{
    /// <summary>Reads one.</summary>
    public static DownloadTask Task(ref Utf8JsonReader reader)
    {
        string? id = null, name = null, space = null, status = null, closeReason = null, submitter = null, reason = null, format = null, origin = null, trace = null;
        SegmentRef? segment = null;
        IReadOnlyList<TaskField>? fields = null;
        IReadOnlyList<Filter>? filters = null;
        FileOptions? options = null;
        IReadOnlyList<string>? containers = null, actions = null;
        DateTimeOffset? submittedAt = null, expiresAt = null;
        DecisionInfo? decision = null;
        PackagingInfo? packaging = null;
        IReadOnlyList<HistoryItem>? history = null;
        long? revision = null;
        var isArchived = false;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "id": id = reader.GetString(); break;
                case "name": name = reader.GetString(); break;
                case "spaceId": space = reader.GetString(); break;
                case "segment": segment = Segment(ref reader); break;
                case "status": status = reader.GetString(); break;
                case "closeReason": closeReason = reader.GetString(); break;
                case "submitter": submitter = reader.GetString(); break;
                case "reason": reason = reader.GetString(); break;
                case "fields": fields = reader.Items(Field); break;
                case "filters": filters = reader.Items(Condition); break;
                case "format": format = reader.GetString(); break;
                case "options": options = Options(ref reader); break;
                case "containers": containers = reader.Texts(); break;
                case "origin": origin = reader.GetString(); break;
                case "submittedAt": submittedAt = reader.GetDateTimeOffset(); break;
                case "decision": decision = Decision(ref reader); break;
                case "expiresAt": expiresAt = reader.IsThere() ? reader.GetDateTimeOffset() : null; break;
                case "packaging": packaging = PackagingReading.Packaging(ref reader); break;
                case "allowedActions": actions = reader.Texts(); break;
                case "history": history = reader.Items(Event); break;
                case "revision": revision = reader.GetInt64(); break;
                case "archived": isArchived = reader.GetBoolean(); break;
                case "traceId": trace = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new()
        {
            Id = Required(id, "id"),
            Name = Required(name, "name"),
            SpaceId = Required(space, "spaceId"),
            Segment = Required(segment, "segment"),
            Status = Required(status, "status"),
            CloseReason = closeReason,
            Submitter = Required(submitter, "submitter"),
            Reason = Required(reason, "reason"),
            Fields = Required(fields, "fields"),
            Filters = Required(filters, "filters"),
            Format = Required(format, "format"),
            Options = Required(options, "options"),
            Containers = Required(containers, "containers"),
            Origin = Required(origin, "origin"),
            SubmittedAt = Required(submittedAt, "submittedAt"),
            Decision = Required(decision, "decision"),
            ExpiresAt = expiresAt,
            Packaging = Required(packaging, "packaging"),
            AllowedActions = Required(actions, "allowedActions"),
            History = Required(history, "history"),
            Revision = Required(revision, "revision"),
            Archived = isArchived,
            TraceId = trace,
        };
    }

    /// <summary>Reads a page of them.</summary>
    public static ItemList<DownloadTask> Page(ref Utf8JsonReader reader)
    {
        IReadOnlyList<DownloadTask>? items = null;
        string? next = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "items": items = reader.Items(Task); break;
                case "nextCursor": next = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Items = Required(items, "items"), NextCursor = next };
    }

    private static SegmentRef Segment(ref Utf8JsonReader reader)
    {
        string? id = null, name = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "id": id = reader.GetString(); break;
                case "name": name = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new(Required(id, "id"), Required(name, "name"));
    }

    private static TaskField Field(ref Utf8JsonReader reader)
    {
        string? id = null, name = null, kind = null, masking = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "id": id = reader.GetString(); break;
                case "name": name = reader.GetString(); break;
                case "kind": kind = reader.GetString(); break;
                case "masking": masking = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new(Required(id, "id"), Required(name, "name"), Required(kind, "kind"), masking);
    }

    private static Filter Condition(ref Utf8JsonReader reader)
    {
        string? field = null, test = null, value = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "field": field = reader.GetString(); break;
                case "operator": test = reader.GetString(); break;
                case "value": value = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Field = field, Operator = test, Value = value };
    }

    private static FileOptions Options(ref Utf8JsonReader reader)
    {
        string? compression = null, delimiter = null, nullText = null;
        bool? mark = null, names = null, lineFeed = null, neutralize = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "compression": compression = reader.GetString(); break;
                case "delimiter": delimiter = reader.GetString(); break;
                case "byteOrderMark": mark = Flag(ref reader); break;
                case "displayNames": names = Flag(ref reader); break;
                case "lineFeedOnly": lineFeed = Flag(ref reader); break;
                case "nullText": nullText = reader.GetString(); break;
                case "neutralizeFormulas": neutralize = Flag(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Compression = compression, Delimiter = delimiter, ByteOrderMark = mark, DisplayNames = names, LineFeedOnly = lineFeed, NullText = nullText, NeutralizeFormulas = neutralize };
    }

    private static bool? Flag(ref Utf8JsonReader reader) => reader.IsThere() ? reader.GetBoolean() : null;

    private static DecisionInfo Decision(ref Utf8JsonReader reader)
    {
        string? kind = null, by = null, comment = null;
        DateTimeOffset? at = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "kind": kind = reader.GetString(); break;
                case "by": by = reader.GetString(); break;
                case "at": at = reader.IsThere() ? reader.GetDateTimeOffset() : null; break;
                case "comment": comment = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Kind = Required(kind, "kind"), By = by, At = at, Comment = comment };
    }

    private static HistoryItem Event(ref Utf8JsonReader reader)
    {
        string? name = null, by = null, comment = null;
        DateTimeOffset? at = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "event": name = reader.GetString(); break;
                case "at": at = reader.GetDateTimeOffset(); break;
                case "by": by = reader.GetString(); break;
                case "comment": comment = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Event = Required(name, "event"), At = Required(at, "at"), By = by, Comment = comment };
    }
}
