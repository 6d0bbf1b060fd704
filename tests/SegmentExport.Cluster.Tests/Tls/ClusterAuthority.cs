using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SegmentExport.Cluster.Tests.Tls;

/// <summary>An authority of a cluster's own, with the files that its processes are handed.</summary>
internal sealed class ClusterAuthority(string folder, string name)
{
    private readonly string _authorityPath = Path.Combine(folder, $"{name}-ca.pem");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private X509Certificate2? _authority;

    /// <summary>The settings of a process, as environment variables, with a certificate of its own.</summary>
    public Dictionary<string, string> SettingsOf(string process)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (_authority is null)
        {
            var root = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
            root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            _authority = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            File.WriteAllText(_authorityPath, _authority.ExportCertificatePem());
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={process}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, now.AddHours(-1), now.AddHours(12), RandomNumberGenerator.GetBytes(8));
        var (certificatePath, keyPath) = (Path.Combine(folder, $"{name}-{process}.pem"), Path.Combine(folder, $"{name}-{process}.key"));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return new()
        {
            ["SegmentExport__Cluster__Tls__CertificatePath"] = certificatePath,
            ["SegmentExport__Cluster__Tls__KeyPath"] = keyPath,
            ["SegmentExport__Cluster__Tls__AuthorityPath"] = _authorityPath,
        };
    }
}
