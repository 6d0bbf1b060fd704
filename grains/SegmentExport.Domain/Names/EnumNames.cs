using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace SegmentExport.Domain.Names;

/// <summary>The names of one enum, made once.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    public static readonly FrozenDictionary<T, string> ByValue =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static readonly FrozenDictionary<string, T> ByName = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static readonly ImmutableArray<string> All = [.. Enum.GetValues<T>().Select(value => ByValue[value])];
}
