using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Domain.Names;

/// <summary>The names of enum values in the API, in the catalog, in stored JSON and in messages: snake_case, such as <c>in_approval</c> or <c>id_card</c>. The one place that knows them.</summary>
public static class ApiNames
{
    /// <summary>The name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of its enum's.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum => EnumNames<T>.ByValue.TryGetValue(value, out var name)
            ? name
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not one value of {typeof(T).Name}.");

    /// <summary>Reads a name; upper and lower case differ, and numbers are no names.</summary>
    /// <param name="name">What was found; may be null.</param>
    /// <param name="value">The value, where the answer is true.</param>
    public static bool TryParse<T>([NotNullWhen(true)] string? name, out T value)
        where T : struct, Enum
    {
        value = default;
        return name is not null && EnumNames<T>.ByName.TryGetValue(name, out value);
    }

    /// <summary>Every name, in the enum's order: what a message says is allowed.</summary>
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => EnumNames<T>.All;
}
