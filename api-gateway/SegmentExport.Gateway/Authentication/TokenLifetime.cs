using System.Globalization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Authentication;

/// <summary>
/// Holds tokens to a longest life: nothing is remembered of tokens, so a stolen one is good until its end. What a token says of its issue (<c>iat</c>) and the time from now on count both, so that neither
/// a token without it nor one that is dated ahead lives longer.
/// </summary>
internal static class TokenLifetime
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Checks the setting.</summary>
    /// <exception cref="StartupException">It is out of its range.</exception>
    public static TimeSpan Read(TimeSpan setting) => setting >= Shortest && setting <= Longest
        ? setting
        : throw new StartupException(string.Create(
            CultureInfo.InvariantCulture, $"{SignInOptions.SectionName}:{nameof(SignInOptions.MaxTokenLifetime)} is {setting:c}. Allowed: {Shortest:c} to {Longest:c}; the shorter, the sooner a stolen token ends."));

    /// <summary>Refuses a token, which is a good one, whose life is longer.</summary>
    public static void Check(TokenValidatedContext context, TimeSpan most, TimeSpan clockSkew, DateTimeOffset now)
    {
        if (context.SecurityToken is not JsonWebToken token)
        {
            return;
        }

        var begins = token.IssuedAt == DateTime.MinValue || token.IssuedAt > now.UtcDateTime ? now.UtcDateTime : token.IssuedAt;
        if (token.ValidTo - begins > most + clockSkew)
        {
            context.Fail(new TokenLifetimeException(most));
        }
    }
}
