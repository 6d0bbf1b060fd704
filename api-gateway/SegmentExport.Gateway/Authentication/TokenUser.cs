using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Authentication;

/// <summary>Whom a token names, and nothing else that stands in it.</summary>
internal static class TokenUser
{
    /// <summary>Takes the user and their groups over; refuses a token whose subject is no user id.</summary>
    /// <param name="context">The token, which is a good one.</param>
    /// <param name="groupsClaim">The claim that names groups; null: none does.</param>
    public static Task TakeAsync(TokenValidatedContext context, string? groupsClaim)
    {
        var token = context.Principal;
        if (!UserId.TryParse(token?.FindFirst(JwtRegisteredClaimNames.Sub)?.Value, out var user))
        {
            context.Fail("The token names no user.");
            return Task.CompletedTask;
        }

        var groups = groupsClaim is null ? [] : token!.FindAll(groupsClaim).Where(IsGroup).Select(claim => claim.Value).Distinct(StringComparer.Ordinal);
        context.Principal = new(new ClaimsIdentity(
            [new(JwtRegisteredClaimNames.Sub, user.Value), .. groups.Select(group => new Claim(Callers.GroupClaim, group))], token!.Identity!.AuthenticationType, JwtRegisteredClaimNames.Sub, roleType: null));
        return Task.CompletedTask;
    }

    // A number, an object or a list in a list is no group's name.
    private static bool IsGroup(Claim claim) => claim.ValueType == ClaimValueTypes.String && GroupId.TryParse(claim.Value, out _);
}
