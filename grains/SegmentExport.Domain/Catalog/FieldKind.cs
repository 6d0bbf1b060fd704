namespace SegmentExport.Domain.Catalog;

/// <summary>What a field tells about a user.</summary>
public enum FieldKind
{
    /// <summary>用户身份: who they are (phone, email, device).</summary>
    Identity,

    /// <summary>用户属性: what is known about them (city, birthday).</summary>
    Attribute,

    /// <summary>用户标签: what was concluded about them.</summary>
    Tag,
}
