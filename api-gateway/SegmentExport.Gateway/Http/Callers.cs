using System.Security.Claims;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Gateway.Http;

/// <summary>Who sent a request.</summary>
internal static class Callers
{
    /// <summary>The claim of a group's name. A principal has it of nothing but the claim that the settings name, however a token's own claims are called.</summary>
    public const string GroupClaim = "group";

    /// <summary>The subject of the token and its groups, as every grain call carries them. What they may do is looked up by the grains.</summary>
    public static Caller ToCaller(this ClaimsPrincipal principal) => new(
        UserId.TryParse(principal.FindFirstValue("sub"), out var user) ? user : throw new InvalidOperationException("A token without a user was let in."),
        [.. principal.FindAll(GroupClaim).Select(claim => new GroupId(claim.Value))]);
}
