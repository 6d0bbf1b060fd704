using System.Text;
using SegmentExport.Client.Contracts;
using SegmentExport.Gateway.Audit;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>The audit's CSV in a spreadsheet: whoever chooses a name chooses no formula.</summary>
public sealed class AuditFormulaTests : IDisposable
{
    private readonly TempDataFolder _folder = new();

    [Fact]
    public async Task Csv_WithNamesThatLookLikeFormulas_HasNoFormulaInLibreOffice()
    {
        string[] names = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"http://example.com\",\"a\")", "a\",=1+1", "=cmd|' /C calc'!A0"];
        var rows = names.Select((name, i) => new AuditItem { Id = i + 1, At = DateTimeOffset.UnixEpoch, Actor = name, Action = "view", Outcome = name, Fields = [name], Container = name, Range = name }).ToList();

        Assert.DoesNotContain("table:formula", await OpenAsync("safe", AuditCsv.Of(rows)), StringComparison.Ordinal);

        // Otherwise the check sees nothing.
        Assert.Contains("table:formula", await OpenAsync("control", "id,actor\r\n1,=1+1\r\n"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> OpenAsync(string name, string csv)
    {
        var path = _folder.Combine($"{name}.csv");
        await File.WriteAllTextAsync(path, csv, Encoding.UTF8, TestContext.Current.CancellationToken);
        return await Spreadsheet.OpenAsync(_folder, path);
    }
}
