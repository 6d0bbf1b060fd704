using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Orleans.Connections.Security;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Sets up TLS by <see cref="ClusterTlsOptions"/>.</summary>
internal sealed class ClusterTls
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authority;

    private ClusterTls(X509Certificate2 certificate, X509Certificate2Collection authority) => (_certificate, _authority) = (certificate, authority);

    /// <summary>Reads the files.</summary>
    /// <returns>Null where the settings want no TLS.</returns>
    /// <exception cref="StartupException">A file is missing or is not what it should be.</exception>
    public static ClusterTls? Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(ClusterTlsOptions.SectionName).Get<ClusterTlsOptions>() ?? new();
        switch (options)
        {
            case { CertificatePath: null or "", KeyPath: null or "", AuthorityPath: null or "" }:
                return null;
            case { CertificatePath: { Length: > 0 } certificate, KeyPath: { Length: > 0 } key, AuthorityPath: { Length: > 0 } authority }:
                var trusted = Load($"{ClusterTlsOptions.SectionName}:{nameof(options.AuthorityPath)}", authority, () =>
                {
                    var certificates = new X509Certificate2Collection();
                    certificates.ImportFromPemFile(authority);
                    return certificates.Count > 0 ? certificates : throw new CryptographicException("No certificate.");
                });
                return new(Load($"{ClusterTlsOptions.SectionName}:{nameof(options.CertificatePath)}", certificate, () => X509Certificate2.CreateFromPemFile(certificate, key)), trusted);
            default:
                throw new StartupException($"{ClusterTlsOptions.SectionName} needs CertificatePath, KeyPath and AuthorityPath together. Set the missing ones, or none for a cluster without TLS.");
        }
    }

    /// <summary>Applies it to a silo or a client.</summary>
    public void Apply(TlsOptions tls)
    {
        tls.LocalCertificate = _certificate;
        tls.LocalClientCertificateSelector = (_, _, _, _, _) => _certificate;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = IsOfTheCluster;

        // Silos know each other by address; that a certificate is one of the cluster's is what counts, not the name in it.
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "segment-export";
    }

    private bool IsOfTheCluster(X509Certificate2 certificate, X509Chain? _, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static T Load<T>(string setting, string path, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException($"{setting}: '{path}' (or its key) cannot be read as PEM. Hand in files that openssl x509 and openssl pkey can read, readable by this process.", fault);
        }
    }
}
