using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Columns;

public sealed class HashedSourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pack_HashedColumn_HasTheHmacOfEveryValue(int batchRows)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        string?[] values = [null, "", .. Enumerable.Range(1, 130).Select(length => length % 13 == 0 ? null : new string((char)('a' + (length % 26)), length))];
        var table = new SampleTable { HashKey = key }.AddText("secret", values, new MaskingRule { Kind = MaskingKind.Hash });

        var lines = Encoding.UTF8.GetString(table.Download(ContainerKinds.Plain, batchRows: batchRows)).Split("\r\n")[1..^1];

        Assert.Equal(values.Select(value => value switch
        {
            null => "",
            "" => "\"\"",
            _ => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(value))),
        }), lines);
    }
}
