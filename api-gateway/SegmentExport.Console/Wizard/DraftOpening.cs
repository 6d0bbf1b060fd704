using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Segments;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>Finds what the wizard begins with: the draft that was left at this entry, a task that is created again, what the portrait carries over, or nothing.</summary>
internal sealed class DraftOpening(DraftStore drafts, DownloadTasksApi tasks, SegmentsApi segments)
{
    private static readonly string[] Origins = ["segment_list", "segment_portrait"];

    public async Task<OpenedDraft> OpenAsync(string space, WizardEntry entry, IReadOnlyList<FieldInfo> fields)
    {
        var seed = ReadSeed(entry.State);
        var name = $"{entry.Segment}|{entry.From}|{entry.Again}|{seed?.Id}";
        if (drafts.Read(space) is { IsEmpty: false } left && left.Entry == name)
        {
            left.Filters = [.. seed?.Filters ?? []];
            if (entry.Again is { } same && await tasks.GetAsync(space, same) is { IsOk: true } origin)
            {
                left.Filters = [.. origin.Value.Filters];
            }

            return new(left, null, IsRestored: true);
        }

        if (entry.Again is { } again)
        {
            var task = await tasks.GetAsync(space, again);
            return task.IsOk ? new(Like(task.Value, name), null, false) : new(null, task.Problem, false);
        }

        var draft = new ExportDraft { Entry = name, Origin = Origins.Contains(entry.From) ? entry.From! : "export_page" };
        if (entry.Segment is { } id)
        {
            var segment = await segments.GetAsync(space, id);
            if (!segment.IsOk)
            {
                return new(null, segment.Problem, false);
            }

            (draft.SegmentId, draft.SegmentName, draft.Step) = (segment.Value.Id, segment.Value.Name, WizardStep.Fields);
        }

        foreach (var field in fields.Where(field => seed?.Columns.Contains(field.Id) == true).OrderBy(field => seed!.Columns.ToList().IndexOf(field.Id)))
        {
            draft.Add(field);
        }

        draft.Filters = [.. seed?.Filters ?? []];
        return new(draft, null, false);
    }

    private static ExportDraft Like(DownloadTask task, string entry) => new()
    {
        Entry = entry,
        Step = WizardStep.Fields,
        SegmentId = task.Segment.Id,
        SegmentName = task.Segment.Name,
        Reason = task.Reason,
        Fields = [.. task.Fields.Select(field => new FieldChoice { Id = field.Id, Masking = field.Masking })],
        Filters = [.. task.Filters],
        Format = task.Format,
        Options = task.Options,
        Origin = "export_page",
    };

    private static ExportSeed? ReadSeed(string? state)
    {
        try
        {
            return state is null ? null : JsonSerializer.Deserialize(state, ApiJson.Default.ExportSeed);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
