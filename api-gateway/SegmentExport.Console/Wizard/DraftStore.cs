using System.Text.Json;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>Keeps a user's draft in a space as long as the browser's tab lives.</summary>
internal sealed class DraftStore(SessionState session)
{
    private const string Area = "session";

    public ExportDraft? Read(string space)
    {
        try
        {
            return BrowserModule.Read(Area, Key(space)) is { } json ? JsonSerializer.Deserialize(json, ApiJson.Default.ExportDraft) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string space, ExportDraft draft) => BrowserModule.Write(Area, Key(space), JsonSerializer.Serialize(draft, ApiJson.Default.ExportDraft));

    public void Remove(string space) => BrowserModule.Write(Area, Key(space), null);

    private string Key(string space) => $"segment-export.draft.{space}.{session.Me?.User}";
}
