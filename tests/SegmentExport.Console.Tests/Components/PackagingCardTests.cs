using Bunit;
using SegmentExport.WebConsole.Details;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class PackagingCardTests : ComponentTest
{
    [Fact]
    public void Failure_IsToldInThePagesLanguage_WithItsCodeAndTheApisOwnWords()
    {
        var packaging = SomeTasks.Of("in_approval").Packaging with { State = "failed", Failure = new("store_full", "The artifact store has no room left.") };

        var card = Render<PackagingCard>(parameters => parameters.AddCascadingValue(Texts.Chinese).Add(one => one.Packaging, packaging)).Markup;

        Assert.Contains(Texts.Chinese.Problems.Further().StoreFull, card, StringComparison.Ordinal);
        Assert.Contains("<code>store_full</code>", card, StringComparison.Ordinal);
        Assert.Contains("The artifact store has no room left.", card, StringComparison.Ordinal);
    }
}
