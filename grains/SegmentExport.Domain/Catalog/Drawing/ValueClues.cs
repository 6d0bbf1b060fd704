using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text.RegularExpressions;

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>What values look like. Only what has a shape of its own is told: most numbers are no phone numbers.</summary>
internal static partial class ValueClues
{
    /// <summary>Of fewer values nothing is said.</summary>
    private const int MinValues = 5;

    /// <summary>So many of a hundred have to look alike: real columns hold a few that do not.</summary>
    private const int MinShare = 80;

    private static readonly (Sensitivity Sensitivity, Func<string, bool> Fits)[] Shapes =
    [
        (Sensitivity.Email, IsEmail),
        (Sensitivity.IdCard, IsIdCard),
        (Sensitivity.Phone, value => Phone().IsMatch(value)),
        (Sensitivity.BankCard, IsBankCard),
        (Sensitivity.Ip, IsAddress),
        (Sensitivity.Id, value => value.Length is 32 or 36 or 38 && Guid.TryParse(value, out _)),
    ];

    /// <summary>What most values look like, and how many of a hundred; null for nothing that is told.</summary>
    public static (Sensitivity Shown, int Share)? Of(IReadOnlyCollection<string> values)
    {
        if (values.Count < MinValues)
        {
            return null;
        }

        foreach (var (sensitivity, fits) in Shapes)
        {
            var share = (int)(values.Count(value => fits(value.Trim())) * 100L / values.Count);
            if (share >= MinShare)
            {
                return (sensitivity, share);
            }
        }

        return null;
    }

    private static bool IsEmail(string value) => value.Contains('@', StringComparison.Ordinal) && MailAddress.TryCreate(value, out var address) && address.Address == value;

    /// <summary>Chinese mobile numbers, and international ones with their plus.</summary>
    [GeneratedRegex(@"^(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\+[1-9](?:[- ]?\d){7,14})$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    /// <summary>Eighteen characters whose last is the check of GB 11643 (ISO 7064, MOD 11-2), and in whose middle a date stands.</summary>
    private static bool IsIdCard(string value)
    {
        if (value.Length != 18 || value.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') || !DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return false;
        }

        var check = 0;
        foreach (var digit in value.AsSpan(0, 17))
        {
            check = (check + digit - '0') * 2 % 11;
        }

        return char.ToUpperInvariant(value[17]) == "10X98765432"[check];
    }

    /// <summary>Twelve to nineteen digits whose last is their check (ISO/IEC 7812-1, Luhn).</summary>
    private static bool IsBankCard(string value)
    {
        var digits = value.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length is < 12 or > 19 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[^(place + 1)] - '0';
            sum += place % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    // The parser takes a plain number for an address too.
    private static bool IsAddress(string value) => (value.Count(c => c == '.') == 3 || value.Contains(':', StringComparison.Ordinal)) && IPAddress.TryParse(value, out _);
}
