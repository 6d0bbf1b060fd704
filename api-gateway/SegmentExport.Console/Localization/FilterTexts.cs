using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Localization;

/// <summary>Conditions on fields.</summary>
internal sealed record FilterTexts
{
    public required string Title { get; init; }
    public required string Field { get; init; }
    public required string Operator { get; init; }
    public required string Value { get; init; }
    public required string Add { get; init; }
    public required Func<string, string> Remove { get; init; }
    public required string Equal { get; init; }
    public required string NotEqual { get; init; }
    public required string Less { get; init; }
    public required string LessOrEqual { get; init; }
    public required string Greater { get; init; }
    public required string GreaterOrEqual { get; init; }
    public required string Contains { get; init; }
    public required string IsNull { get; init; }
    public required string IsNotNull { get; init; }

    /// <summary>The operators of the API, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Operators { get; } = ["eq", "ne", "lt", "le", "gt", "ge", "contains", "is_null", "is_not_null"];

    /// <summary>Whether an operator compares with a value.</summary>
    public static bool TakesValue(string name) => name is not ("is_null" or "is_not_null");

    /// <summary>An operator.</summary>
    public string Name(string name) => name switch
    {
        "eq" => Equal,
        "ne" => NotEqual,
        "lt" => Less,
        "le" => LessOrEqual,
        "gt" => Greater,
        "ge" => GreaterOrEqual,
        "contains" => Contains,
        "is_null" => IsNull,
        "is_not_null" => IsNotNull,
        _ => name,
    };

    /// <summary>A condition in words.</summary>
    /// <param name="filter">The condition.</param>
    /// <param name="field">What its field is called.</param>
    public string Describe(Filter filter, string field) => $"{field} {Name(filter.Operator ?? "")} {filter.Value}".TrimEnd();
}
