namespace SegmentExport.Gateway.Http;

/// <summary>The error codes that only HTTP knows. The rest are <see cref="Domain.Errors.ErrorCodes"/>.</summary>
internal static class GatewayCodes
{
    /// <summary>No token was sent.</summary>
    public const string MissingToken = "missing_token";

    /// <summary>The token is forged, damaged, or not for this service.</summary>
    public const string InvalidToken = "invalid_token";

    /// <summary>The token was good once.</summary>
    public const string ExpiredToken = "expired_token";

    /// <summary>The token is good for longer than the service takes tokens for.</summary>
    public const string TokenTooLongLived = "token_too_long_lived";

    /// <summary>Tokens cannot be checked: their issuer does not answer.</summary>
    public const string IssuerUnavailable = "issuer_unavailable";

    /// <summary>The body is no JSON, or not of the expected shape.</summary>
    public const string InvalidBody = "invalid_body";

    /// <summary>The body is too large.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>The body's media type is not JSON.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>A query parameter has a value that it does not take.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>A status filter that is no status.</summary>
    public const string UnknownStatus = "unknown_status";

    /// <summary>A header has a value that it does not take.</summary>
    public const string InvalidHeader = "invalid_header";

    /// <summary>A range that is malformed or outside of the file.</summary>
    public const string InvalidRange = "invalid_range";

    /// <summary>More ranges than a request may have.</summary>
    public const string TooManyRanges = "too_many_ranges";

    /// <summary>No such path.</summary>
    public const string PathNotFound = "path_not_found";

    /// <summary>The path does not take the method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The request asks for a host that is not this one: a page of another site, or a proxy.</summary>
    public const string UnknownHost = "unknown_host";

    /// <summary>The request came without TLS, and not through a proxy that is trusted to have ended it.</summary>
    public const string TlsRequired = "tls_required";

    /// <summary>A user whom the catalog does not know (development sign-in).</summary>
    public const string UnknownUser = "unknown_user";

    /// <summary>The caller has too many streams of events open.</summary>
    public const string TooManyStreams = "too_many_streams";

    /// <summary>The user has sent as many requests as a minute allows.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>A part of the system did not answer.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The request is malformed in a way that has no code of its own.</summary>
    public const string BadRequest = "bad_request";
}
