namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>What a column seems to tell about a person.</summary>
public enum Sensitivity
{
    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A resident's identity number.</summary>
    IdCard,

    /// <summary>The number of a bank card.</summary>
    BankCard,

    /// <summary>A network address.</summary>
    Ip,

    /// <summary>What a person is called.</summary>
    Name,

    /// <summary>Where a person lives.</summary>
    Address,

    /// <summary>When a person was born.</summary>
    Birthday,

    /// <summary>How old a person is.</summary>
    Age,

    /// <summary>What a system calls a person, an account or a device.</summary>
    Id,
}
