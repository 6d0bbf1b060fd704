namespace SegmentExport.Cli.Sessions;

/// <summary>A sign-in.</summary>
/// <param name="Api">At which API.</param>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">When it ends; null where that is not known.</param>
/// <param name="Renewal">How it is renewed; null: it is not.</param>
internal sealed record Credentials(Uri Api, string Token, DateTimeOffset? ExpiresAt, Renewal? Renewal = null);
