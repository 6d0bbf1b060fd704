using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Gateway.Authentication;

/// <summary>The user that a token names.</summary>
internal static class TokenUser
{
    /// <summary>Refuses a token whose subject is no user id.</summary>
    public static Task RequireAsync(TokenValidatedContext context)
    {
        if (!UserId.TryParse(context.Principal?.FindFirst(JwtRegisteredClaimNames.Sub)?.Value, out _))
        {
            context.Fail("The token names no user.");
        }

        return Task.CompletedTask;
    }
}
