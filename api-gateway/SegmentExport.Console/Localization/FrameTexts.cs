namespace SegmentExport.WebConsole.Localization;

/// <summary>The frame around pages, and sign-in.</summary>
internal sealed record FrameTexts
{
    public required string SkipToContent { get; init; }
    public required string MainNavigation { get; init; }
    public required string Downloads { get; init; }
    public required string Segments { get; init; }
    public required string Operations { get; init; }
    public required string Webhooks { get; init; }
    public required string Space { get; init; }
    public required string OtherLanguage { get; init; }
    public required string SwitchLanguage { get; init; }
    public required string UseDark { get; init; }
    public required string UseLight { get; init; }
    public required string SignOut { get; init; }
    public required Func<string, string> SignedInAs { get; init; }
    public required string SignIn { get; init; }
    public required string SignInDevelopment { get; init; }
    public required string SignInOidc { get; init; }
    public required string SignInNone { get; init; }
    public required string SignInContinue { get; init; }
    public required Func<string, string> SignInAs { get; init; }
    public required string SigningIn { get; init; }
    public required string NoSpacesTitle { get; init; }
    public required string NoSpaces { get; init; }
    public required string OfflineBanner { get; init; }
    public required string BackToDownloads { get; init; }
}
