using System.Net.Http.Headers;
using SegmentExport.Gateway.Files;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>Names of downloads (RFC 6266, RFC 8187).</summary>
public sealed class ContentDispositionTests
{
    [Theory]
    [InlineData("high-value 20261124", "high-value_20261124.csv", "high-value 20261124.csv")]
    [InlineData("高价值客户 20261124", "______20261124.csv", "高价值客户 20261124.csv")]
    [InlineData("双\"十一\"🌸👩‍💻", "____________.csv", "双_十一_🌸👩‍💻.csv")]
    [InlineData("50% off; a='b'", "50__off__a__b_.csv", "50% off; a='b'.csv")]
    [InlineData("../../etc/pass\u202Ewd\r\nX: y", "_.._etc_pass_wd__X__y.csv", "_.._etc_pass_wd__X_ y.csv")]
    public void For_AnyTaskName_HasAnAsciiNameAndTheRealOne(string name, string ascii, string real)
    {
        var header = ContentDispositionHeaderValue.Parse(ContentDisposition.For(ArtifactFileName.Clean(name) + ".csv"));

        Assert.Equal("attachment", header.DispositionType);
        Assert.Equal(ascii, header.FileName);
        Assert.Equal(real, header.FileNameStar);
    }

    [Fact]
    public void For_ANameWithQuotes_IsOneTokenInPlainAscii()
    {
        var header = ContentDisposition.For("a\"b\\c'd*e%f.csv");

        Assert.Equal("attachment; filename=\"a_b_c_d_e_f.csv\"; filename*=UTF-8''a%22b%5Cc%27d%2Ae%25f.csv", header);
    }
}
