namespace SegmentExport.WebConsole.Localization.English;

/// <summary>Conditions on fields.</summary>
internal static partial class EnglishTexts
{
    private static FilterTexts Filters() => new()
    {
        Title = "Conditions",
        Field = "Field",
        Operator = "Condition",
        Value = "Value",
        Add = "Add the condition",
        Remove = filter => $"Remove the condition: {filter}",
        Equal = "is",
        NotEqual = "is not",
        Less = "is less than",
        LessOrEqual = "is at most",
        Greater = "is more than",
        GreaterOrEqual = "is at least",
        Contains = "contains",
        IsNull = "has no value",
        IsNotNull = "has a value",
    };
}
