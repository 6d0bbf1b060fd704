using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.Sources.Postgres;

/// <summary>
/// What the versions of some rows add up to: their number, and sums over the transactions that wrote them (<c>xmin</c>). A row that is changed or added bears a transaction that none of
/// the rows bore that were seen before, and one that vanishes is missing in the number: so two readings with the same stamp saw the same rows.
/// </summary>
internal sealed class RowStamp
{
    private const uint Low = int.MaxValue;
    private const int HashBytes = 9;

    private long _rows;
    private UInt128 _profiles;
    private UInt128 _profileSquares;
    private UInt128 _members;
    private UInt128 _memberSquares;

    /// <summary>Rows so far.</summary>
    public long Rows => _rows;

    /// <summary>The sums in SQL, in the order of <see cref="Parse"/>.</summary>
    /// <param name="profile">The transaction of a profile's row, as a bigint.</param>
    /// <param name="member">That of its place in the list; null where there is no list.</param>
    public static string Sql(string profile, string? member) =>
        $"{SumSql(profile)}, {(member is null ? "'0', '0'" : SumSql(member))}";

    /// <summary>What sums say that the database has made: see <see cref="Sql"/>.</summary>
    public static RowStamp Parse(string rows, string profiles, string profileSquares, string members, string memberSquares) => new()
    {
        _rows = long.Parse(rows, CultureInfo.InvariantCulture),
        _profiles = Number(profiles),
        _profileSquares = Number(profileSquares),
        _members = Number(members),
        _memberSquares = Number(memberSquares),
    };

    /// <summary>One more row.</summary>
    public void Add(uint profile, uint member)
    {
        _rows++;
        _profiles += profile;
        _profileSquares += (ulong)(profile & Low) * (profile & Low);
        _members += member;
        _memberSquares += (ulong)(member & Low) * (member & Low);
    }

    /// <summary>The rows of another, too.</summary>
    public void Add(RowStamp other)
    {
        _rows += other._rows;
        _profiles += other._profiles;
        _profileSquares += other._profileSquares;
        _members += other._members;
        _memberSquares += other._memberSquares;
    }

    /// <summary>The stamp of the rows so far.</summary>
    public override string ToString() => Convert.ToBase64String(
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_rows} {_profiles} {_profileSquares} {_members} {_memberSquares}"))).AsSpan(0, HashBytes));

    private static string SumSql(string x) => $"coalesce(sum({x}), 0)::text, coalesce(sum(({x} & {Low}) * ({x} & {Low})), 0)::text";

    private static UInt128 Number(string text) => UInt128.Parse(text, CultureInfo.InvariantCulture);
}
