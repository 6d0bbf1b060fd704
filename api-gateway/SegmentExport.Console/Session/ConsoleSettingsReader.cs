using System.Text;
using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api.Reading;
using SegmentExport.WebConsole.Browser;

namespace SegmentExport.WebConsole.Session;

/// <summary>Reads the console's settings and sets the clock.</summary>
internal sealed class ConsoleSettingsReader(HttpClient http, ServerClock clock, TimeProvider time)
{
    private const string Path = "api/v1/console";

    /// <summary>Reads them at the start, where they may have been asked for already.</summary>
    /// <returns>Null where the server does not answer.</returns>
    public async Task<ConsoleSettings?> ReadFirstAsync() =>
        BrowserModule.HasEarly(Path, null) && await BrowserModule.TakeEarlyAsync(Path) is { } early && Take(Encoding.UTF8.GetBytes(early), TimeSpan.FromMilliseconds(BrowserModule.EarlyAge())) is { } settings ? settings : await ReadAsync();

    /// <summary>Reads them.</summary>
    /// <returns>Null where the server does not answer.</returns>
    public async Task<ConsoleSettings?> ReadAsync()
    {
        try
        {
            // The answer was made halfway.
            var askedAt = time.GetTimestamp();
            var answer = await http.GetByteArrayAsync(new Uri(Path, UriKind.Relative));
            return Take(answer, time.GetElapsedTime(askedAt) / 2);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private ConsoleSettings? Take(byte[] answer, TimeSpan age)
    {
        try
        {
            var settings = JsonReading.Read(answer, StartReading.Settings);
            clock.Set(settings.Time, age);
            return settings;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
