using System.Globalization;

namespace SegmentExport.Gateway.Authentication;

/// <summary>A good token of the issuer is good for longer than the settings allow.</summary>
/// <param name="most">The longest time.</param>
internal sealed class TokenLifetimeException(TimeSpan most) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"The token is good for longer than {most:c} from its issue, which is the longest that this service takes. Have its issuer make tokens shorter, and renew them."));
