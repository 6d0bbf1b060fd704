using System.Text.Json;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Domain.Tests.Names;

public sealed class ApiNamesTests
{
    [Fact]
    public void All_Enums_HaveTheNamesOfTheApi()
    {
        Assert.Equal(["in_approval", "preparing", "completed", "closed", "expired"], ApiNames.All<DownloadTaskStatus>());
        Assert.Equal(["withdrawn", "rejected", "packaging_failed"], ApiNames.All<CloseReason>());
        Assert.Equal(["export_page", "segment_list", "segment_portrait"], ApiNames.All<TaskOrigin>());
        Assert.Equal(["csv", "jsonl", "xlsx", "parquet"], ApiNames.All<ExportFormat>());
        Assert.Equal(["eq", "ne", "lt", "le", "gt", "ge", "contains", "is_null", "is_not_null"], ApiNames.All<FilterOperator>());
        Assert.Equal(["none", "view_all_downloads", "approve_downloads"], ApiNames.All<SpacePermissions>());
        Assert.Equal(
            ["phone", "email", "name", "id_card", "bank_card", "address", "ip", "keep", "redact", "hash", "date_to_month", "date_to_year", "bucket", "null"],
            ApiNames.All<MaskingKind>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Phone")]
    [InlineData("PHONE")]
    [InlineData("0")]
    [InlineData("idcard")]
    [InlineData(" phone")]
    public void TryParse_NoName_IsRefused(string? text) => Assert.False(ApiNames.TryParse<MaskingKind>(text, out _));

    [Fact]
    public void TryParse_EveryName_GivesItsValueBackAndTheJsonAgrees()
    {
        foreach (var kind in Enum.GetValues<MaskingKind>())
        {
            Assert.True(ApiNames.TryParse<MaskingKind>(ApiNames.Of(kind), out var parsed));
            Assert.Equal(kind, parsed);
            Assert.Equal($"\"{ApiNames.Of(kind)}\"", JsonSerializer.Serialize(kind, StateJson.Options));
        }
    }

    [Fact]
    public void Of_NoValueOfTheEnum_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ApiNames.Of((MaskingKind)99));
}
