using System.Text.Json;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>Keeps a user's draft in a space as long as the browser's tab lives.</summary>
internal sealed class DraftStore(BrowserModule browser, SessionState session)
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

    private string Key(string space) => $"segment-export.draft.{space}.{session.Me?.User}";
}
