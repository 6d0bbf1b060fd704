namespace SegmentExport.Domain.Masking;

/// <summary>The ways to disguise a value. The catalog and the API name them in snake_case.</summary>
public enum MaskingKind
{
    /// <summary><c>phone</c>: the first three and the last four digits stay: 138****8000.</summary>
    Phone,

    /// <summary><c>email</c>: the first character of the local part and the domain stay: z***@example.com.</summary>
    Email,

    /// <summary><c>name</c>: the first character (Chinese: the family name) stays: 张**.</summary>
    Name,

    /// <summary><c>id_card</c>: the first six and the last four of a 15- or 18-digit resident id stay... and nothing of any other text.</summary>
    IdCard,

    /// <summary><c>bank_card</c>: the last four digits of 12 to 19 stay.</summary>
    BankCard,

    /// <summary><c>address</c>: province and city stay.</summary>
    Address,

    /// <summary><c>ip</c>: the network stays: the first two bytes of IPv4, the first three groups of IPv6.</summary>
    Ip,

    /// <summary><c>keep</c>: the first <c>first</c> and the last <c>last</c> characters stay.</summary>
    Keep,

    /// <summary><c>redact</c>: nothing stays, not even the length.</summary>
    Redact,

    /// <summary><c>hash</c>: HMAC-SHA-256 with the space's key, in lower-case hexadecimal: joinable, not enumerable.</summary>
    Hash,

    /// <summary><c>date_to_month</c>: 2024-05.</summary>
    DateToMonth,

    /// <summary><c>date_to_year</c>: 2024.</summary>
    DateToYear,

    /// <summary><c>bucket</c>: the half-open range of <c>bounds</c> that a number lies in.</summary>
    Bucket,

    /// <summary><c>null</c>: no value at all.</summary>
    Null,
}
