using System.Security.Claims;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Gateway.Http;

/// <summary>Who sent a request.</summary>
internal static class Callers
{
    /// <summary>The subject of the token, as every grain call carries it. What they may do is looked up by the grains.</summary>
    public static Caller ToCaller(this ClaimsPrincipal principal) =>
        new(UserId.TryParse(principal.FindFirstValue("sub"), out var user) ? user : throw new InvalidOperationException("A token without a user was let in."));
}
