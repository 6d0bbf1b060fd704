namespace SegmentExport.Cli.Sessions;

/// <summary>How a token is renewed.</summary>
/// <param name="Issuer">Whose it is: the URL below which its discovery document is.</param>
/// <param name="ClientId">The client id that it was given to.</param>
/// <param name="RefreshToken">What a new one is given for; good for once at many issuers.</param>
internal sealed record Renewal(string Issuer, string ClientId, string RefreshToken);
