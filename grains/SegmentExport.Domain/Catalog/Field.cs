using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog;

/// <summary>A field (字段) that a space may export.</summary>
/// <param name="Id">Its id, unique in the space; the header of its column in files.</param>
/// <param name="Name">What people read.</param>
/// <param name="Kind">Identity, attribute or tag.</param>
/// <param name="Column">Its column in the space's profile table.</param>
/// <param name="Masking">How it may or must be masked.</param>
public sealed record Field(FieldId Id, string Name, FieldKind Kind, string Column, FieldMasking Masking);
