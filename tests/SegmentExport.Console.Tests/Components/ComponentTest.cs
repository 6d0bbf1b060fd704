using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>A component by itself, without a browser, with a clock that the test sets.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(new ServerClock(Clock));
        Services.AddConsole();
    }

    private protected FakeTimeProvider Clock { get; } = new(SomeTasks.Now);
}
