using System.Text.Json;
using Orleans.Storage;
using SegmentExport.Domain.Json;

namespace SegmentExport.Hosting.Database;

/// <summary>States as the plain JSON that the list's triggers read.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, StateJson.Options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, StateJson.Options);
}
