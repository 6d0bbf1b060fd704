using Microsoft.AspNetCore.Components;

namespace SegmentExport.WebConsole.Browser;

/// <summary>Moves the focus to the heading of a page that somebody has come to, so that screen readers tell where they are. As Blazor's own component does, without its interop that carries JSON.</summary>
public sealed class HeadingFocus : ComponentBase
{
    private Type? _page;
    private bool _isNew;

    /// <summary>The page's route.</summary>
    [Parameter, EditorRequired]
    public required RouteData Route { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet() => (_isNew, _page) = (_isNew || _page != Route.PageType, Route.PageType);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (_isNew)
        {
            _isNew = false;
            BrowserModule.Focus("h1");
        }
    }
}
