using Microsoft.AspNetCore.Components;

namespace SegmentExport.WebConsole.Browser;

/// <summary>The document's title. Blazor's own component sets it by interop that carries JSON, before the first page is there.</summary>
public sealed class DocumentTitle : ComponentBase
{
    private string? _shown;

    /// <summary>What the page is.</summary>
    [Parameter, EditorRequired]
    public required string Page { get; set; }

    /// <summary>What it is a page of; null: it stands alone.</summary>
    [Parameter]
    public string? Of { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var title = Of is null ? Page : $"{Page} · {Of}";
        if (title != _shown)
        {
            BrowserModule.SetTitle(title);
            _shown = title;
        }
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => false;
}
