namespace SegmentExport.Hosting.Clustering;

/// <summary>TLS between silos, and between gateways and silos. Both ends show a certificate, and take the other's where the same authority signed it. All three files or none.</summary>
public sealed class ClusterTlsOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Cluster:Tls";

    /// <summary>This process's certificate, PEM; valid for servers and clients. Null: no TLS.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The certificate's private key, PEM, without a password.</summary>
    public string? KeyPath { get; set; }

    /// <summary>The certificates of the authority that signs those of the cluster, PEM. An authority of the cluster's own: whoever has a certificate of it may do everything.</summary>
    public string? AuthorityPath { get; set; }
}
