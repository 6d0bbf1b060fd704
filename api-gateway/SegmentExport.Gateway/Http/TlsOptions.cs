namespace SegmentExport.Gateway.Http;

/// <summary>Whether a cluster's gateway answers over TLS alone. Embedded nothing leaves the machine, and none of this is read.</summary>
public sealed class TlsOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Tls";

    /// <summary>Whether requests without TLS are refused. Default no.</summary>
    public bool Required { get; set; }

    /// <summary>The proxies that end TLS in front of the gateway: addresses and networks (<c>10.1.0.0/16</c>), separated by blanks. What they say in <c>X-Forwarded-Proto</c> counts; nobody else's does. Null: none.</summary>
    public string? TrustedProxies { get; set; }
}
