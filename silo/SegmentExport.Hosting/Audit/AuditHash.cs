using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.Hosting.Audit;

/// <summary>A SHA-256 over things in a row, each with its length in front, so that no two rows of things are the same bytes.</summary>
internal sealed class AuditHash : IDisposable
{
    /// <summary>What the first of a chain follows on.</summary>
    public const string Nothing = "";

    private const int Null = -1;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins one.</summary>
    /// <param name="kind">What is hashed; part of it.</param>
    /// <param name="previous">The hash before in the chain.</param>
    public AuditHash(string kind, string previous) => _ = Add(kind).Add(previous);

    /// <summary>Adds a text, or that there is none.</summary>
    public AuditHash Add(string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? Null : bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public AuditHash Add(long number) => Add(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a row.</summary>
    public AuditHash Add(AuditRow row) => row.Values.Aggregate(Add(row.Position).Add(row.Id).Add(row.Space), (hash, value) => hash.Add(value));

    /// <summary>The hash, in lower-case hexadecimal.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();
}
