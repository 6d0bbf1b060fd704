namespace SegmentExport.Gateway.Authentication;

/// <summary>No token can be judged, because the issuer's keys are not known.</summary>
internal sealed class IssuerUnavailableException() : Exception("The issuer's keys are not known.");
