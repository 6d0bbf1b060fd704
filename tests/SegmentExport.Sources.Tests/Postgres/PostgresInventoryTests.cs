using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Sources.Tests.Postgres;

/// <summary>Which tables a catalog is drawn from.</summary>
public sealed class PostgresInventoryTests
{
    [Fact]
    public async Task ListTables_PartitionsHeirsAndSchemas_ListsWhatCanBeReadOnce()
    {
        await using var tables = new PostgresTables();
        await tables.InitializeAsync();
        await tables.ExecuteAsync(
            """
            CREATE TABLE parts (user_id text PRIMARY KEY) PARTITION BY HASH (user_id);
            CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1) PARTITION BY HASH (user_id);
            CREATE TABLE parts_10 PARTITION OF parts_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
            CREATE TABLE parent (user_id text PRIMARY KEY); CREATE TABLE heir () INHERITS (parent);
            CREATE VIEW people AS SELECT * FROM profile; CREATE MATERIALIZED VIEW seen AS SELECT * FROM profile;
            CREATE SCHEMA crm; CREATE TABLE crm.profile (id text); GRANT USAGE ON SCHEMA crm TO PUBLIC; GRANT SELECT ON crm.profile TO PUBLIC;
            """);
        await using var source = tables.Open();

        var found = await source.Inventory.ListTablesAsync(CancellationToken.None);

        Assert.Equal(
            [("crm.profile", "crm.profile"), ("heir", "public.heir"), ("parts", "public.parts"), ("profile", "public.profile"), ("seen", "public.seen"), ("segment_member", "public.segment_member")],
            found.Select(table => (table.Name, table.QualifiedName)));
        Assert.Equal("profile", SourceTable.Find(found, "public.profile")?.Name);
        Assert.Equal("crm.profile", SourceTable.Find(found, "CRM.Profile")?.Name);
        Assert.Null(SourceTable.Find(found, "crm.heir"));
    }
}
