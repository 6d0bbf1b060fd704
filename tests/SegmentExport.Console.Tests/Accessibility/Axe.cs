using Deque.AxeCore.Playwright;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>axe, with the rules of WCAG 2.2 AA and what it counts as good practice.</summary>
internal static class Axe
{
    /// <summary>Fails on serious and critical findings.</summary>
    /// <param name="page">The page as it is now.</param>
    /// <param name="state">What is looked at.</param>
    public static async Task AssertAsync(IPage page, string state)
    {
        var result = await page.RunAxe();
        var findings = result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id} ({violation.Impact}): {violation.Help}\n{string.Join('\n', violation.Nodes.Select(node => $"    {node.Html}\n      {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"))}")
            .ToArray();
        Assert.True(findings.Length == 0, $"{state}:\n{string.Join('\n', findings)}");
        Assert.NotEmpty(result.Passes);
    }
}
