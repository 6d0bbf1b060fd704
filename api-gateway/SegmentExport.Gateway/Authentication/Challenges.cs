using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Authentication;

/// <summary>Answers a request without a good token.</summary>
internal static class Challenges
{
    /// <summary>
    /// 401 with a code (RFC 6750, section 3); 503 where no token can be judged. Why exactly a token is not good is nobody's business but its holder's.
    /// </summary>
    public static Task AnswerAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.AuthenticateFailure is IssuerUnavailableException)
        {
            return Problem.Of(
                StatusCodes.Status503ServiceUnavailable, GatewayCodes.IssuerUnavailable, "Tokens cannot be checked: their issuer does not answer. Repeat the request later.").ExecuteAsync(context.HttpContext);
        }

        var hasToken = !string.IsNullOrEmpty(context.Request.Headers.Authorization);
        var (code, message) = context.AuthenticateFailure switch
        {
            TokenLifetimeException tooLong => (GatewayCodes.TokenTooLongLived, tooLong.Message),
            SecurityTokenExpiredException => (GatewayCodes.ExpiredToken, "The token has expired. Sign in again."),
            null when !hasToken => (GatewayCodes.MissingToken, "Send a token: 'Authorization: Bearer …'. Embedded, POST /dev/sign-in gives one."),
            _ => (GatewayCodes.InvalidToken, "The token is not one of this service. Sign in again."),
        };
        context.Response.Headers.WWWAuthenticate = code == GatewayCodes.MissingToken ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, code, message).ExecuteAsync(context.HttpContext);
    }
}
