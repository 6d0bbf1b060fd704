using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Session;

/// <summary>Reads the console's settings and sets the clock.</summary>
internal sealed class ConsoleSettingsReader(HttpClient http, ServerClock clock, TimeProvider time)
{
    /// <summary>Reads them.</summary>
    /// <returns>Null where the server does not answer.</returns>
    public async Task<ConsoleSettings?> ReadAsync()
    {
        try
        {
            var askedAt = time.GetTimestamp();
            var settings = JsonSerializer.Deserialize(await http.GetByteArrayAsync(new Uri("api/v1/console", UriKind.Relative)), ApiJson.Default.ConsoleSettings);
            clock.Set(settings!.Time, askedAt);
            return settings;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException)
        {
            return null;
        }
    }
}
