using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>LibreOffice, which opens a file with everything in it that looks like a formula taken for one.</summary>
internal static class Spreadsheet
{
    // Fields between commas, quotes around text, UTF-8, from the first line, every sheet, formulas evaluated.
    private const string CsvWithFormulas = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true";

    /// <summary>Opens a file.</summary>
    /// <param name="folder">Where its profile and what it writes go.</param>
    /// <param name="path">The file; one that ends in <c>.csv</c> is read as text.</param>
    /// <returns>The document as flat OpenDocument XML, in which a cell with a formula has an attribute <c>table:formula</c>.</returns>
    public static async Task<string> OpenAsync(TempDataFolder folder, string path)
    {
        string[] filter = path.EndsWith(".csv", StringComparison.Ordinal) ? [CsvWithFormulas] : [];
        await Tool.LibreOffice.CheckAsync(
            [$"-env:UserInstallation=file://{folder.Combine("profile")}", "--headless", .. filter, "--convert-to", "fods", "--outdir", folder.Path, path], TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(folder.Combine($"{Path.GetFileNameWithoutExtension(path)}.fods"), TestContext.Current.CancellationToken);
    }
}
