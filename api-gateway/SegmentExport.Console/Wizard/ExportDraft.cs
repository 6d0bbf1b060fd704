using System.Text.Json.Serialization;
using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>A task that is being put together.</summary>
public sealed class ExportDraft
{
    /// <summary>By which way the wizard was entered: a reload finds the same, another entry begins anew.</summary>
    public string Entry { get; set; } = "";

    /// <summary>Where the user is.</summary>
    public WizardStep Step { get; set; }

    /// <summary>The segment's id; null: none is chosen.</summary>
    public string? SegmentId { get; set; }

    /// <summary>Its name.</summary>
    public string? SegmentName { get; set; }

    /// <summary>Why.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The fields, in the file's order.</summary>
    public List<FieldChoice> Fields { get; set; } = [];

    /// <summary>Conditions on top of the segment. Never stored with the draft: what somebody filters by may be a person's phone number.</summary>
    [JsonIgnore]
    public List<Filter> Filters { get; set; } = [];

    /// <summary>The file's format.</summary>
    public string Format { get; set; } = "csv";

    /// <summary>How it is written; what the format has no use for is left out of the request.</summary>
    public Client.Contracts.FileOptions Options { get; set; } = new() { Compression = "deflate", Delimiter = ",", NeutralizeFormulas = true };

    /// <summary>Where in the product the task is made.</summary>
    public string Origin { get; set; } = "export_page";

    /// <summary>Whether anything was filled in.</summary>
    [JsonIgnore]
    public bool IsEmpty => SegmentId is null && Reason.Length == 0 && Fields.Count == 0;

    /// <summary>Adds a field with the mask that is right for it: an identity is masked until somebody wants it otherwise.</summary>
    public void Add(FieldInfo info)
    {
        if (Fields.All(choice => choice.Id != info.Id))
        {
            Fields.Add(new() { Id = info.Id, Masking = (info.Masking.Required || info.Kind == "identity") && info.Masking.Allowed is [var rule, ..] ? rule : null });
        }
    }

    /// <summary>Takes a field out.</summary>
    public void Remove(string id) => Fields.RemoveAll(choice => choice.Id == id);

    /// <summary>Moves a field up or down, where there is room.</summary>
    public void Move(string id, int by)
    {
        var at = Fields.FindIndex(choice => choice.Id == id);
        if (at >= 0 && at + by >= 0 && at + by < Fields.Count)
        {
            (Fields[at], Fields[at + by]) = (Fields[at + by], Fields[at]);
        }
    }

    /// <summary>What is sent.</summary>
    public CreateDownloadTask ToRequest() => new()
    {
        SegmentId = SegmentId,
        Reason = Reason.Trim(),
        Fields = [.. Fields.Select(choice => new FieldSelection { Id = choice.Id, Masking = choice.Masking })],
        Filters = Filters.Count == 0 ? null : Filters,
        Format = Format,
        Options = FormatChoices.Options(Format, Options),
        Origin = Origin,
    };
}
