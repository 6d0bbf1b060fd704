namespace SegmentExport.WebConsole.Localization.Chinese;

/// <summary>The downloads of a task's file.</summary>
internal static partial class ChineseTexts
{
    private static DownloadTexts Downloads() => new()
    {
        Lane = "下载记录",
        User = "下载人",
        At = "下载时间",
        What = "内容",
        Bytes = "大小",
        More = "查看更早的下载",
        Bar = (user, at) => $"{user}，{at}",
        Count = count => $"{count:N0} 次",
    };
}
