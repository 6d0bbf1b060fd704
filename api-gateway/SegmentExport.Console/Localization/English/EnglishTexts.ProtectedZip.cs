namespace SegmentExport.WebConsole.Localization.English;

/// <summary>The zip with a password.</summary>
internal static partial class EnglishTexts
{
    private static ProtectedZipTexts ProtectedZip() => new()
    {
        Title = "ZIP with a password",
        Lead = "A ZIP of your own, encrypted with AES-256. 7-Zip, WinZip and most others open it.",
        Create = "Make a password",
        Replace = "Make a new password",
        Copy = "Copy the password",
        ShownOnce = "The password is shown this once and kept nowhere. Copy it now, and keep it safe.",
        WasShown = "You made a password for this file before; it cannot be shown again. If you have it, download the file. If you lost it, make a new one and download the file anew.",
        Download = "Download the ZIP with a password",
        Preparing = "Preparing the file…",
    };
}
