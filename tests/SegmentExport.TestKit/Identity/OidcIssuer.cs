using System.Collections.Specialized;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Web;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.TestKit.Identity;

/// <summary>
/// An OpenID Connect issuer on the loopback interface: discovery document, key set, and for public clients the authorization code flow with PKCE and sign-in at another device. Whoever comes is signed in as <see cref="User"/>, unasked;
/// with <c>prompt=none</c> only a browser that was signed in before, and has not been signed out since.
/// </summary>
public sealed class OidcIssuer : IAsyncDisposable
{
    private const string Session = "issuer-session";

    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpListener _listener = new();
    private readonly List<IssuerKey> _keys = [];
    private readonly CodeFlow _codes;
    private readonly Task _serving;
    private int _keySetReads;

    private OidcIssuer(string url)
    {
        Url = url;
        _codes = new(this);
        Devices = new(this, _codes);
        AddKey();
        _listener.Prefixes.Add($"{url}/");
        _listener.Start();

        // Each request by itself: one may be held up.
        _serving = _listener.ServeAsync(context =>
        {
            _ = AnswerAsync(context);
            return Task.CompletedTask;
        });
    }

    /// <summary>The issuer's URL, which is its name too.</summary>
    public string Url { get; }

    /// <summary>The key that tokens are signed with.</summary>
    public IssuerKey Key => _keys[^1];

    /// <summary>Who signs in at the authorization endpoint.</summary>
    public string User { get; set; } = "alice";

    /// <summary>How long the access tokens of people who sign in are good for; below zero they have expired when they arrive.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Sign-in at another device.</summary>
    public DeviceFlow Devices { get; }

    /// <summary>How many refresh tokens are still good.</summary>
    public int RefreshTokens => _codes.RefreshTokens;

    /// <summary>Whether it answers 503 to everything.</summary>
    public bool IsDown { get; set; }

    /// <summary>What its answers wait for.</summary>
    public Task Delay { get; set; } = Task.CompletedTask;

    /// <summary>How often its key set was read.</summary>
    public int KeySetReads => Volatile.Read(ref _keySetReads);

    /// <summary>Starts one on a port of its own.</summary>
    public static OidcIssuer Start() => new($"http://127.0.0.1:{FreePort.Find()}");

    /// <summary>Signs with a new key from now on; the old ones stay in the set unless they are dropped.</summary>
    public void AddKey(bool dropOld = false)
    {
        lock (_keys)
        {
            if (dropOld)
            {
                _keys.Clear();
            }

            _keys.Add(new());
        }
    }

    /// <summary>A token for a user.</summary>
    public string TokenFor(string user, string audience = "segment-export", string? issuer = null, TimeSpan? startsIn = null, TimeSpan? validFor = null) =>
        Key.Sign(Claims(user, audience, issuer, startsIn, validFor));

    /// <summary>The claims of such a token.</summary>
    public object Claims(string user, string audience = "segment-export", string? issuer = null, TimeSpan? startsIn = null, TimeSpan? validFor = null, string? nonce = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new
        {
            iss = issuer ?? Url,
            aud = audience,
            sub = user,
            name = user,
            jti = Guid.CreateVersion7(),
            nonce,
            iat = now.ToUnixTimeSeconds(),
            nbf = (now + (startsIn ?? TimeSpan.FromHours(-2))).ToUnixTimeSeconds(),
            exp = (now + (validFor ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
        };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _keys.ForEach(key => key.Dispose());
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await Delay;
            context.Response.AddHeader("Access-Control-Allow-Origin", context.Request.Headers["Origin"] ?? "*");
            context.Response.AddHeader("Access-Control-Allow-Headers", "authorization, content-type");
            if (IsDown)
            {
                context.Response.StatusCode = 503;
            }
            else
            {
                await RouteAsync(context);
            }

            context.Response.Close();
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client has gone, or the issuer ends.
        }
    }

    private async Task RouteAsync(HttpListenerContext context)
    {
        var query = HttpUtility.ParseQueryString(context.Request.Url!.Query);
        switch (context.Request.HttpMethod, context.Request.Url.AbsolutePath)
        {
            case ("OPTIONS", _):
                context.Response.StatusCode = 204;
                break;
            case ("GET", "/.well-known/openid-configuration"):
                await WriteAsync(context, Discovery());
                break;
            case ("GET", "/keys"):
                Interlocked.Increment(ref _keySetReads);
                object[] keys;
                lock (_keys)
                {
                    keys = [.. _keys.Select(key => key.PublicJwk)];
                }

                await WriteAsync(context, new { keys });
                break;
            case ("GET", "/authorize"):
                if (query["prompt"] == "none" && context.Request.Cookies[Session] is null)
                {
                    context.Response.Redirect(CodeFlow.Refuse(query, "login_required"));
                    break;
                }

                context.Response.AppendCookie(new(Session, "yes"));
                context.Response.Redirect(_codes.Authorize(query, User));
                break;
            case ("POST", "/token"):
                var form = await ReadFormAsync(context);
                var (tokens, error) = form["grant_type"] == "urn:ietf:params:oauth:grant-type:device_code" ? Devices.Redeem(form) : (_codes.Redeem(form), "invalid_grant");
                context.Response.StatusCode = tokens is null ? 400 : 200;
                await WriteAsync(context, tokens ?? new { error });
                break;
            case ("POST", "/device-authorization") when Devices.IsThere:
                await WriteAsync(context, Devices.Authorize(await ReadFormAsync(context)));
                break;
            case ("POST", "/revoke"):
                _codes.Revoke((await ReadFormAsync(context))["token"] ?? "");
                break;
            case ("GET", "/userinfo"):
                await WriteAsync(context, new { sub = User, name = User });
                break;
            case ("GET", "/end-session"):
                context.Response.AppendCookie(new(Session, "") { Expired = true });
                context.Response.Redirect($"{query["post_logout_redirect_uri"]}?state={Uri.EscapeDataString(query["state"] ?? "")}");
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private object Discovery() => new
    {
        issuer = Url,
        authorization_endpoint = $"{Url}/authorize",
        token_endpoint = $"{Url}/token",
        device_authorization_endpoint = Devices.IsThere ? $"{Url}/device-authorization" : null,
        revocation_endpoint = $"{Url}/revoke",
        scopes_supported = new[] { "openid", "profile", "offline_access" },
        end_session_endpoint = $"{Url}/end-session",
        userinfo_endpoint = $"{Url}/userinfo",
        jwks_uri = $"{Url}/keys",
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        code_challenge_methods_supported = new[] { "S256" },
    };

    private static async Task<NameValueCollection> ReadFormAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        return HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
    }

    private static async Task WriteAsync(HttpListenerContext context, object body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, WithoutNulls));
    }
}
