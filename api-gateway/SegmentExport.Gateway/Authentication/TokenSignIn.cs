using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Authentication;

/// <summary>Sign-in of a cluster: tokens of an issuer that the settings name (RFC 9068; the subject is the user).</summary>
internal static class TokenSignIn
{
    private const int MinSecretBytes = 32;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // A token may wait as long for its issuer.
    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(5);

    // Unknown key ids make the issuer be asked for new keys, and no more often than this.
    private static readonly TimeSpan KeyRefresh = TimeSpan.FromSeconds(30);

    // A key that the issuer has withdrawn counts no longer than this.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(5);

    private static readonly HashSet<string> OwnClaims = new(
        [JwtRegisteredClaimNames.Sub, JwtRegisteredClaimNames.Iss, JwtRegisteredClaimNames.Aud, JwtRegisteredClaimNames.Exp, JwtRegisteredClaimNames.Nbf, JwtRegisteredClaimNames.Iat, JwtRegisteredClaimNames.Jti],
        StringComparer.Ordinal);

    /// <summary>Adds it.</summary>
    /// <exception cref="StartupException">The settings want development sign-in, or name no issuer that could be checked.</exception>
    public static void AddTokenSignIn(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(SignInOptions.SectionName).Get<SignInOptions>() ?? new();
        var validation = Validation(settings);
        var groups = ReadGroupsClaim(settings.GroupsClaim);
        var lifetime = TokenLifetime.Read(settings.MaxTokenLifetime);
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<IssuerReachability>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.Authority = string.IsNullOrWhiteSpace(settings.Authority) ? null : settings.Authority;
            options.RequireHttpsMetadata = !IsLoopback(settings.Authority);
            options.BackchannelTimeout = IssuerTimeout;
            options.RefreshInterval = KeyRefresh;
            options.AutomaticRefreshInterval = KeyLifetime;
            options.TokenValidationParameters = validation;
            options.Events = new() { OnMessageReceived = RequireIssuerAsync, OnTokenValidated = context => TakeAsync(context, groups, lifetime), OnChallenge = Challenges.AnswerAsync };
        });

        // The handler would go on for an hour with keys that the issuer has withdrawn.
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            if (options.ConfigurationManager is BaseConfigurationManager keys)
            {
                keys.UseLastKnownGoodConfiguration = false;
            }
        });
    }

    // What never leaves the machine needs no TLS.
    private static bool IsLoopback(string? authority) => Uri.TryCreate(authority, UriKind.Absolute, out var url) && url.IsLoopback;

    private static async Task RequireIssuerAsync(MessageReceivedContext context)
    {
        var hasToken = !string.IsNullOrEmpty(context.Request.Headers.Authorization);
        if (hasToken && !await context.HttpContext.RequestServices.GetRequiredService<IssuerReachability>().AreKeysKnownAsync(context.Options))
        {
            context.Fail(new IssuerUnavailableException());
        }
    }

    private static Task TakeAsync(TokenValidatedContext context, string? groupsClaim, TimeSpan lifetime)
    {
        TokenLifetime.Check(context, lifetime, ClockSkew, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return context.Result is null ? TokenUser.TakeAsync(context, groupsClaim) : Task.CompletedTask;
    }

    private static TokenValidationParameters Validation(SignInOptions settings)
    {
        if (settings.Development)
        {
            throw Refuse("has no development sign-in: it would let everybody be anybody. Remove SegmentExport:SignIn:Development and set");
        }

        var key = string.IsNullOrWhiteSpace(settings.SigningKey) ? null : ReadKey(settings.SigningKey);
        if (string.IsNullOrWhiteSpace(settings.Authority) && (key is null || string.IsNullOrWhiteSpace(settings.Issuer)))
        {
            throw Refuse("needs to know whose tokens it takes. Set");
        }

        return new()
        {
            ValidIssuer = string.IsNullOrWhiteSpace(settings.Issuer) ? null : settings.Issuer,
            ValidAudience = settings.Audience,
            IssuerSigningKey = key,
            ValidAlgorithms = key switch
            {
                SymmetricSecurityKey => [SecurityAlgorithms.HmacSha256],
                _ => [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            },
            ClockSkew = ClockSkew,
            NameClaimType = JwtRegisteredClaimNames.Sub,
        };
    }

    private static string? ReadGroupsClaim(string? claim)
    {
        if (claim is not { Length: > 0 })
        {
            return null;
        }

        // What a token says of itself or of one person is no group.
        return !OwnClaims.Contains(claim) && !claim.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
            ? claim
            : throw new StartupException(
                $"{SignInOptions.SectionName}:{nameof(SignInOptions.GroupsClaim)} is '{claim}', which is no claim that could name groups. Set it to the one in which the issuer lists them, such as 'groups' or 'roles', or leave it out.");
    }

    private static SecurityKey ReadKey(string text)
    {
        try
        {
            if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                return Convert.FromBase64String(text) is { Length: >= MinSecretBytes } secret ? new SymmetricSecurityKey(secret) : throw new FormatException("Too short.");
            }

            if (RSA.Create() is var rsa && TryImport(() => rsa.ImportFromPem(text)))
            {
                return new RsaSecurityKey(rsa);
            }

            var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(text);
            return new ECDsaSecurityKey(ecdsa);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or CryptographicException)
        {
            throw new StartupException(
                $"{SignInOptions.SectionName}:{nameof(SignInOptions.SigningKey)} is neither a public key in PEM (RSA or ECDSA) nor a secret of at least {MinSecretBytes} bytes in base64. Correct it.");
        }
    }

    private static bool TryImport(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static StartupException Refuse(string what) => new(
        $"The gateway of a cluster {what} {SignInOptions.SectionName}:Authority to the issuer's URL, or {SignInOptions.SectionName}:Issuer and :SigningKey.");
}
