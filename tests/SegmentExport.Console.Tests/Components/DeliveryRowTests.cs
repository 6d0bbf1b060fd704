using Bunit;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Webhooks;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>A delivery as a row: how far it is, why it failed, and what can be done.</summary>
public sealed class DeliveryRowTests : ComponentTest
{
    [Theory]
    [InlineData("pending", false)]
    [InlineData("delivered", false)]
    [InlineData("dead", true)]
    [InlineData("of_a_later_version", false)]
    public void Row_OffersAnotherTry_OfDeadOnesAlone(string status, bool isOffered)
    {
        long? told = null;
        var row = Render<DeliveryRow>(one => one.AddCascadingValue(Texts.English).Add(cell => cell.Space, "retail").Add(cell => cell.Delivery, Of(status)).Add(cell => cell.OnRedeliver, id => told = id));
        foreach (var button in row.FindAll("button"))
        {
            button.Click();
        }

        Assert.Equal(isOffered ? 7L : null, told);
    }

    [Theory]
    [InlineData("answered 503", "answered 503", "对方应答 503")]
    [InlineData("answered 302; redirects are not followed", "answered 302", "对方应答 302")]
    [InlineData("did not answer within 15 s", "no answer within 15 s", "15 s 内没有应答")]
    [InlineData("was not reached (ConnectionError)", "not reached (ConnectionError)", "无法连接 (ConnectionError)")]
    [InlineData("is at a private address", "at a private address, which the settings do not allow", "位于内网地址，设置不允许")]
    [InlineData("of a later version", "of a later version", "of a later version")]
    public void Error_IsTold_InTheReadersLanguage(string error, string english, string chinese) =>
        Assert.Equal((english, chinese), (Texts.English.Webhooks.Error(error), Texts.Chinese.Webhooks.Error(error)));

    [Fact]
    public void Row_OfOneThatWaits_SaysWhenItIsTriedNext()
    {
        var waiting = Of("pending") with { DueAt = SomeTasks.Now, Error = "answered 503" };

        var row = Render<DeliveryRow>(one => one.AddCascadingValue(Texts.English).Add(cell => cell.Space, "retail").Add(cell => cell.Delivery, waiting));

        Assert.Contains(Texts.English.Webhooks.DueAt(Formats.Exact(SomeTasks.Now)), row.Markup, StringComparison.Ordinal);
        Assert.Equal("answered 503", row.Find(".delivery-error").TextContent);
        Assert.Empty(row.FindAll("a"));
    }

    [Fact]
    public void Row_OfOneWhoseTryGoesOn_SaysSo()
    {
        var tried = Of("pending") with { DueAt = SomeTasks.Now };

        var row = Render<DeliveryRow>(one => one.AddCascadingValue(Texts.English).Add(cell => cell.Space, "retail").Add(cell => cell.Delivery, tried));

        Assert.Equal(Texts.English.Webhooks.BeingTried, row.Find($"td[data-label='{Texts.English.Webhooks.Next}']").TextContent.Trim());
    }

    private static WebhookDelivery Of(string status) => new()
    {
        Id = 7,
        MessageId = "msg_1",
        Endpoint = "crm",
        Event = "download_task.completed",
        TaskId = new string('a', 32),
        OccurredAt = SomeTasks.Now,
        Status = status,
        Attempts = 1,
    };
}
