using System.Collections.Immutable;
using System.Text;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Domain.Tests.Catalog.Drawing;

public sealed class CatalogSketchTests
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public void ToJson_OfEverySensitivityAndOddNames_IsACatalog()
    {
        string[] odd = ["手机号", "a \"quoted\" name", "back\\slash", "*/ //", "-1", "a b", "a_b", "A.B", new('x', 100), "line\nbreak"];
        var fields = Enum.GetValues<Sensitivity>().Select(sensitivity => new FieldSketch(new($"{sensitivity}", ColumnType.Text, "any"), new(sensitivity, "by its name")))
            .Concat(odd.Select(name => new FieldSketch(new(name, ColumnType.Text, "any"), null)));
        var sketch = Sketch(new("cdp", "duckdb", "a \"path\"\\b.duckdb", None), [.. fields]) with { MemberTables = ["list \"of\"\nmembers"] };

        var catalog = Read(sketch);

        Assert.Equal(sketch.Fields.Select(field => field.Column.Name), catalog.Spaces[0].Fields.Select(field => field.Column));
        Assert.Equal(sketch.Source.Path, catalog.Sources["cdp"].Path);
        Assert.All(sketch.Fields.Zip(catalog.Spaces[0].Fields), pair => Assert.Equal(
            pair.First.Suspicion is { } suspicion ? MaskSuggestion.For(suspicion.Sensitivity).Allowed : [], pair.Second.Masking.Allowed.AsEnumerable()));
    }

    [Fact]
    public void ToJson_OfFiles_NamesThem()
    {
        Assert.Equal("lake/*.csv", Read(Sketch(new("cdp", "duckdb", null, None.Add("*", "lake/*.csv")))).Sources["cdp"].Files["*"]);
        Assert.Equal(["a", "b"], Read(Sketch(new("cdp", "duckdb", null, None.Add("a", "a.csv").Add("b", "b.csv")))).Sources["cdp"].Files.Keys);
    }

    private static CatalogSketch Sketch(SourceDefinition source, params ImmutableArray<FieldSketch> fields) => new()
    {
        Source = source,
        Space = "main",
        Table = "profile",
        Key = "id",
        Fields = fields.IsEmpty ? [new(new("id", ColumnType.Number, "any"), null)] : fields,
    };

    private static SpaceCatalog Read(CatalogSketch sketch)
    {
        var reading = CatalogReader.Read(Encoding.UTF8.GetBytes(sketch.ToJson()));
        Assert.True(reading.Errors.IsEmpty, string.Join('\n', reading.Errors) + sketch.ToJson());
        return reading.Catalog!;
    }
}
