using System.Text.Json.Serialization;

namespace SegmentExport.Cli.Sessions;

/// <summary>A sign-in.</summary>
/// <param name="Api">At which API.</param>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">When it ends; null where that is not known.</param>
/// <param name="Renewal">How it is renewed; null: it is not.</param>
/// <param name="Id">Which sign-in it is, at random, the same through all renewals; null where it was not kept by this version.</param>
internal sealed record Credentials(Uri Api, string Token, DateTimeOffset? ExpiresAt, Renewal? Renewal = null, Guid? Id = null)
{
    /// <summary>Whether it is renewed by itself: it can be, and it is known when it has to be.</summary>
    [JsonIgnore]
    public bool IsRenewed => Renewal is not null && ExpiresAt is not null;
}
