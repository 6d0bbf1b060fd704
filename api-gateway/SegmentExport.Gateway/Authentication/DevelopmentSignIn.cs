using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Authentication;

/// <summary>Sign-in by name alone, for trying the product out. It exists only embedded, where nothing but the loopback interface is listened on.</summary>
internal static class DevelopmentSignIn
{
    private const string Issuer = "segment-export-development";
    private const string Audience = "segment-export";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static void AddDevelopmentSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(services => new SymmetricSecurityKey(
            DevelopmentKey.Load(Path.Combine(Path.GetFullPath(services.GetRequiredService<IOptions<SegmentExportOptions>>().Value.DataPath), "keys", "dev-sign-in.key"))));
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<SymmetricSecurityKey>((options, key) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new()
            {
                ValidIssuer = Issuer,
                ValidAudience = Audience,
                IssuerSigningKey = key,
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = JwtRegisteredClaimNames.Sub,
            };
            options.Events = new() { OnTokenValidated = context => TokenUser.TakeAsync(context, groupsClaim: null), OnChallenge = Challenges.AnswerAsync };
        });
    }

    public static void MapDevelopmentSignIn(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/dev/sign-in", SignInAsync)
            .AllowAnonymous()
            .WithName("signIn")
            .WithTags("Sign-in")
            .WithSummary("Signs in as one of the catalog's users; embedded only")
            .WithDescription("By name alone, which is why it exists only where nothing but the loopback interface is listened on. A cluster takes the tokens of its identity provider.")
            .WithBodyErrors()
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.UnknownUser)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, GatewayCodes.Unavailable)
            .WithErrors(StatusCodes.Status500InternalServerError, ErrorCodes.Internal);

    private static async Task<Results<Ok<AccessToken>, ProblemHttpResult>> SignInAsync(SignIn body, IGrainFactory grains, SymmetricSecurityKey key, TimeProvider time)
    {
        if (!UserId.TryParse(body.User, out var user) || await grains.GetGrain<IMemberGrain>(0).GetMembershipsAsync(new(user)) is { Items.IsEmpty: true, IsOperator: false })
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest, GatewayCodes.UnknownUser, "The catalog has no member and no operator of that name. In the sample there are alice, bob, carol, dave, erin, frank and olga.", "user");
        }

        var now = time.GetUtcNow();
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = user.Value },
            SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
        });
        return TypedResults.Ok(new AccessToken { Value = token, ExpiresIn = (int)Lifetime.TotalSeconds });
    }
}
