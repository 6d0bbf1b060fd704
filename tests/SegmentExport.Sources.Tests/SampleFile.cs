using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Sources.DuckDb;
using SegmentExport.Sources.Sample;

namespace SegmentExport.Sources.Tests;

/// <summary>A sample of 20,000 users, made once a run.</summary>
public sealed class SampleFile : IAsyncLifetime
{
    public const int Users = 20_000;

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("segment-export-");

    public string Database => Path.Combine(Folder.FullName, SampleCdpCatalog.DatabaseFile);

    public async ValueTask InitializeAsync() => await SampleCdp.CreateAsync(Database, Users, CancellationToken.None);

    public DuckDbSource Open(string? path = null) => new(
        new("cdp", "duckdb", path ?? Database, ImmutableSortedDictionary<string, string>.Empty), Folder.FullName, Work, new());

    public string Work => Path.Combine(Folder.FullName, "work");

    public static ExportQuery Query(SegmentDefinition segment, params string[] columns) => new()
    {
        Source = "cdp",
        Profile = new ProfileTable("profile", "user_id"),
        Segment = segment,
        Columns = [.. columns.Select(column => new ExportColumn { Field = new FieldId(column), Name = column, Kind = FieldKind.Attribute, Column = column })],
    };

    /// <summary>A query of another table whose key is <c>user_id</c>.</summary>
    public static ExportQuery Query(string table, SegmentDefinition segment, params string[] columns) => Query(segment, columns) with { Profile = new(table, "user_id") };

    public static ExportFilter Filter(string column, FilterOperator how, string? value) => new() { Field = new FieldId(column), Column = column, Operator = how, Value = value };

    /// <summary>A segment as the tests' data name it: <c>where</c> with a condition, or <c>members</c> with a list.</summary>
    public static SegmentDefinition Segment(string kind, string segment) => kind == "members" ? Members(segment) : Where(segment);

    public static PredicateSegment Where(string condition) => new() { Where = condition };

    public static MemberListSegment Members(string segment) => new() { Table = "segment_member", Segment = segment };

    public ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
