using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Limits;

/// <summary>The requests that one user may make, over all gateways. Gateways lease a few at a time, so that most requests ask nobody. Key: <see cref="KeyOf"/>. Soft state.</summary>
[Alias("SegmentExport.IRequestPermitGrain")]
public interface IRequestPermitGrain : IGrainWithStringKey
{
    /// <summary>The grain's key for a user: a digest of the id, since keys of grains stand in traces.</summary>
    static string KeyOf(UserId user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.Value)).AsSpan(0, 16));

    /// <summary>Takes some permits.</summary>
    [Alias("Lease")]
    Task<PermitLease> LeaseAsync();
}
