namespace SegmentExport.Sources.ClickHouse;

/// <summary>A type as the server writes it, taken apart as far as reading needs it.</summary>
/// <param name="Name">The type inside of <c>Nullable</c> and <c>LowCardinality</c>, with its parameters.</param>
/// <param name="IsNullable">Whether values may be missing.</param>
internal readonly record struct TypeName(string Name, bool IsNullable)
{
    /// <summary>The type without its parameters.</summary>
    public string Family => Name.Split('(')[0];

    /// <summary>Takes a type apart.</summary>
    public static TypeName Parse(string text)
    {
        var (name, isNullable) = (Inner(text, "LowCardinality") ?? text, false);
        if (Inner(name, "Nullable") is { } inner)
        {
            (name, isNullable) = (inner, true);
        }

        return new(name, isNullable);
    }

    /// <summary>A whole number among the parameters, from 0; null where there is none.</summary>
    public int? Parameter(int index)
    {
        var parameters = Name.Split('(', 2) is [_, var inside] ? inside.TrimEnd(')').Split(',') : [];
        return index < parameters.Length && int.TryParse(parameters[index], out var number) ? number : null;
    }

    private static string? Inner(string text, string wrapper) =>
        text.StartsWith(wrapper + "(", StringComparison.Ordinal) && text.EndsWith(')') ? text[(wrapper.Length + 1)..^1] : null;
}
