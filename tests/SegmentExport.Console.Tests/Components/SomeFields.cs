using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>A space's fields as the API tells them.</summary>
internal static class SomeFields
{
    public static FieldInfo Of(string id, string kind = "attribute", bool isRequired = false, params string[] allowed) => new()
    {
        Id = id,
        Name = $"Name of {id}",
        Kind = kind,
        Masking = new() { Allowed = allowed, Required = isRequired },
    };
}
