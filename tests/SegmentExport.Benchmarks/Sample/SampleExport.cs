using System.Collections.Immutable;
using System.Text;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;
using SegmentExport.Sources.Sample;

namespace SegmentExport.Benchmarks.Sample;

/// <summary>The export that every case makes: all users, all twenty fields, five of them masked, one of those hashed.</summary>
internal static class SampleExport
{
    /// <summary>The field that is hashed.</summary>
    public const string HashedField = "phone";

    private static readonly ImmutableDictionary<string, MaskingKind> Masked = ImmutableDictionary.CreateRange<string, MaskingKind>(
    [
        new("name", MaskingKind.Name), new(HashedField, MaskingKind.Hash), new("email", MaskingKind.Email),
        new("id_card", MaskingKind.IdCard), new("bank_card", MaskingKind.BankCard),
    ]);

    private static readonly Space Retail =
        CatalogReader.Read(Encoding.UTF8.GetBytes(SampleCdpCatalog.Json)).Catalog!.Space(new SpaceId("retail"))!;

    /// <summary>The key that the hash is made with.</summary>
    public static ReadOnlyMemory<byte> HashKey { get; } = Encoding.ASCII.GetBytes("a key of thirty-two bytes for it");

    /// <summary>The export as the engine takes it.</summary>
    public static ExportQuery Query { get; } = new()
    {
        Source = "sample",
        Profile = Retail.Profile,
        Segment = Retail.Segments.First(segment => segment.Definition is PredicateSegment { Where: "true" }).Definition,
        Columns = [.. Retail.Fields.Select(Column)],
    };

    /// <summary>The same export in DuckDB's SQL. DuckDB has no HMAC: the hash is SHA-256 over key and value, which is about half the work.</summary>
    /// <param name="rows">The first so many rows; null: all.</param>
    public static string Sql(long? rows)
    {
        var columns = string.Join(", ", Query.Columns.Select(column => $"{Expression(column)} AS {column.Field}"));
        return $"SELECT {columns} FROM {Query.Profile.Table}{(rows is null ? "" : $" WHERE rowid < {rows}")}";
    }

    private static ExportColumn Column(Field field) => new()
    {
        Field = field.Id,
        Name = field.Name,
        Kind = field.Kind,
        Column = field.Column,
        Masking = Masked.TryGetValue(field.Id.Value, out var kind) ? new MaskingRule { Kind = kind } : null,
    };

    // The values of the sample are all well-formed, so what the rules do beyond this does not show.
    private static string Expression(ExportColumn column) => column.Masking?.Kind switch
    {
        MaskingKind.Name => $"left_grapheme({column.Column}, 1) || '**'",
        MaskingKind.Hash => $"sha256('{Encoding.ASCII.GetString(HashKey.Span)}' || {column.Column})",
        MaskingKind.Email => $"left({column.Column}, 1) || '***' || substr({column.Column}, instr({column.Column}, '@'))",
        MaskingKind.IdCard => $"left({column.Column}, 6) || '********' || right({column.Column}, 4)",
        MaskingKind.BankCard => $"'****' || right({column.Column}, 4)",
        _ => column.Column,
    };
}
