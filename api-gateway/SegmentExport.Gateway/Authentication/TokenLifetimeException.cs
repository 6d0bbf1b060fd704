using System.Globalization;

namespace SegmentExport.Gateway.Authentication;

/// <summary>A good token of the issuer is good for longer than the settings allow.</summary>
/// <param name="most">The longest time.</param>
internal sealed class TokenLifetimeException(TimeSpan most) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"The token is good for longer than {most:c} from its issue (iat), which is the longest that this service takes, or does not say when that was. Have its issuer make tokens shorter, with iat, and renew them."));
