using System.Text.Json;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>Keeps a space's draft as long as the browser's tab lives.</summary>
internal sealed class DraftStore(BrowserModule browser)
{
    private const string Area = "session";

    public async Task<ExportDraft?> ReadAsync(string space)
    {
        try
        {
            return await browser.ReadAsync(Area, Key(space)) is { } json ? JsonSerializer.Deserialize(json, ApiJson.Default.ExportDraft) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task WriteAsync(string space, ExportDraft draft) => browser.WriteAsync(Area, Key(space), JsonSerializer.Serialize(draft, ApiJson.Default.ExportDraft));

    public Task RemoveAsync(string space) => browser.WriteAsync(Area, Key(space), null);

    private static string Key(string space) => $"segment-export.draft.{space}";
}
