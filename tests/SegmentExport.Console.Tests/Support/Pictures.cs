using SegmentExport.TestKit.Processes;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>Pictures of pages, in a folder that belongs to no commit.</summary>
internal static class Pictures
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "console");

    /// <summary>Takes one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="folder">Which kind of pictures.</param>
    /// <param name="name">What is on it.</param>
    public static async Task TakeAsync(IPage page, string folder, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, folder, $"{name}.png"), FullPage = folder != "failed", Animations = ScreenshotAnimations.Disabled });
}
