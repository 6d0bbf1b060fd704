using System.Text;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;

namespace SegmentExport.Packaging.Tests.Masking;

public sealed class GoldenVectorTests
{
    public static TheoryData<string, string, string> Vectors { get; } = [.. MaskVectors.Read()];

    public static TheoryData<string> Rules { get; } = [.. MaskVectors.Read().Select(vector => vector.Rule).Distinct()];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Mask_GoldenValue_IsMaskedAsTheTableSays(string rule, string value, string masked)
    {
        var found = Masks.Apply(Masks.Create(rule), MaskVectors.Bytes(value));

        Assert.Equal(masked == MaskVectors.NoValue ? masked : Encoding.UTF8.GetString(MaskVectors.Bytes(masked)), found is null ? MaskVectors.NoValue : Encoding.UTF8.GetString(found));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_EmptyValue_StaysEmptyOrIsNoValue(string rule) => Assert.Equal(rule == "null" ? null : "", Masks.Apply(rule, ""));

    [Fact]
    public void Vectors_OfEveryRule_AreThere() => Assert.Empty(Enum.GetValues<MaskingKind>().Select(ApiNames.Of).Except(Rules.Select(row => row.Data.Split(' ')[0])));
}
