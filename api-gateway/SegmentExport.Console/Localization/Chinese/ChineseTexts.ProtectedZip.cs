namespace SegmentExport.WebConsole.Localization.Chinese;

/// <summary>The zip with a password.</summary>
internal static partial class ChineseTexts
{
    private static ProtectedZipTexts ProtectedZip() => new()
    {
        Title = "加密 ZIP",
        Lead = "仅供您本人使用的 AES-256 加密压缩包，可用 7-Zip、WinRAR 等软件打开。",
        Create = "生成密码",
        Replace = "更换密码",
        Copy = "复制密码",
        ShownOnce = "密码只显示这一次，系统不会保存。请现在复制并妥善保管。",
        WasShown = "您此前已生成过密码，无法再次显示。若已保存，可直接下载；若已遗失，请更换密码并重新下载。",
        Download = "下载加密 ZIP",
        Preparing = "正在准备文件…",
    };
}
