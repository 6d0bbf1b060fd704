using Microsoft.AspNetCore.Components;

namespace SegmentExport.WebConsole.Localization;

/// <summary>A component that says something.</summary>
public abstract class ConsoleComponent : ComponentBase
{
    /// <summary>The texts of the language that is chosen.</summary>
    [CascadingParameter]
    private protected Texts Text { get => field ?? Texts.Chinese; set; }
}
