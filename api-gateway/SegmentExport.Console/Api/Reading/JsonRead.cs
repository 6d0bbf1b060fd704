using System.Text.Json;

namespace SegmentExport.WebConsole.Api.Reading;

/// <summary>Reads a value, of which the reader stands at the first token, and leaves it at the last one.</summary>
/// <exception cref="JsonException">It is another than is read here.</exception>
internal delegate T JsonRead<out T>(ref Utf8JsonReader reader);
