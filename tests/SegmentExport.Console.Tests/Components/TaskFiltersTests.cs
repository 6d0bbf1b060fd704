using Bunit;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class TaskFiltersTests : ComponentTest
{
    private static readonly TaskQuery All = new(null, null, false);

    [Fact]
    public void Choice_WhoseAddressIsNotThereYet_IsNotTakenBack()
    {
        TaskQuery? told = null;
        var filters = Render<TaskFilters>(one => one.AddCascadingValue(Texts.English).Add(row => row.Query, All).Add(row => row.OnChanged, query => told = query));

        filters.Find("input[type=search]").Input("beauty");
        Clock.Advance(TimeSpan.FromSeconds(1));
        filters.WaitForAssertion(() => Assert.Equal(All with { Search = "beauty" }, told));
        filters.Render(one => one.Add(row => row.Query, All));
        filters.Find("select").Change("closed");

        Assert.Equal("beauty", filters.Find("input[type=search]").GetAttribute("value"));
        Assert.Equal(new("beauty", "closed", false), told);
    }

    [Fact]
    public void Query_OfAnotherAddress_IsShown()
    {
        var filters = Render<TaskFilters>(one => one.AddCascadingValue(Texts.English).Add(row => row.Query, All));

        filters.Find("select").Change("closed");
        filters.Render(one => one.Add(row => row.Query, All with { Status = "closed" }));
        filters.Render(one => one.Add(row => row.Query, All with { Search = "vip" }));

        Assert.Equal("vip", filters.Find("input[type=search]").GetAttribute("value"));
        Assert.Equal("", filters.Find("select").GetAttribute("value"));
    }
}
