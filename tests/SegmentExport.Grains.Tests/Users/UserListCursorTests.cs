using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Keys;
using SegmentExport.Grains.Users;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Tests.Users;

public sealed class UserListCursorTests
{
    private static readonly SpaceId Space = new("retail");

    private static readonly ExportQuery Query = new()
    {
        Source = "cdp",
        Profile = new("profile", "user_id"),
        Segment = new PredicateSegment { Where = "true" },
        Filters = [new ExportFilter { Field = new("city"), Column = "city", Operator = FilterOperator.Eq, Value = "上海" }],
        Columns = [new ExportColumn { Field = new("city"), Name = "城市", Kind = FieldKind.Attribute, Column = "city" }],
    };

    private readonly UserListCursors _cursors = new(new FixedKeys());

    [Fact]
    public async Task Read_WhatWasWritten_GivesThePosition()
    {
        foreach (var position in new RowPosition[] { new("v1", "12345"), new("", "u000001234"), new("v1", ""), new("v", "two\nlines 🐑") })
        {
            Assert.Equal(position, await ReadAsync(Space, Query, await WriteAsync(position)));
            Assert.Equal(position, await ReadAsync(Space, Query with { Columns = [] }, await WriteAsync(position)));
        }
    }

    [Fact]
    public async Task Write_AKey_ShowsNothingOfIt()
    {
        var cursor = await WriteAsync(new("v1", "13800138000"));

        Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
        Assert.DoesNotContain("13800138000", Encoding.Latin1.GetString(Base64Url.DecodeFromChars(cursor)), StringComparison.Ordinal);
        Assert.NotEqual(cursor, await WriteAsync(new("v1", "13800138000")));
    }

    [Fact]
    public async Task Read_ForAnotherList_GivesNothing()
    {
        var cursor = await WriteAsync(new("v1", "5"));

        Assert.Null(await ReadAsync(new("finance"), Query, cursor));
        Assert.Null(await ReadAsync(Space, Query with { Filters = [] }, cursor));
        Assert.Null(await ReadAsync(Space, Query with { Filters = [Query.Filters[0] with { Value = "北京" }] }, cursor));
        Assert.Null(await ReadAsync(Space, Query with { Segment = new PredicateSegment { Where = "age > 3" } }, cursor));
        Assert.Null(await ReadAsync(Space, Query with { Segment = new MemberListSegment { Table = "segment_member", Segment = "true" } }, cursor));
    }

    [Fact]
    public async Task Read_Tampered_GivesNothing()
    {
        var cursor = await WriteAsync(new("v1", "5"));
        var bytes = Base64Url.DecodeFromChars(cursor);
        await Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte[1, 255]).SampleAsync(
            async change =>
            {
                var tampered = bytes.ToArray();
                tampered[change.Item1] ^= change.Item2;
                Assert.Null(await ReadAsync(Space, Query, Base64Url.EncodeToString(tampered)));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task Read_AnyText_GivesNothing() =>
        await Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 80], Gen.Const(new string('A', 100_000))).SampleAsync(
            async text => Assert.Null(await ReadAsync(Space, Query, text)), iter: 300, threads: 1);

    private ValueTask<string> WriteAsync(RowPosition position) => _cursors.WriteAsync(Space, Query, position, CancellationToken.None);

    private ValueTask<RowPosition?> ReadAsync(SpaceId space, ExportQuery query, string cursor) => _cursors.ReadAsync(space, query, cursor, CancellationToken.None);

    private sealed class FixedKeys : ISpaceKeys
    {
        public ValueTask<ReadOnlyMemory<byte>> GetHashKeyAsync(SpaceId space, CancellationToken cancellationToken) =>
            ValueTask.FromResult<ReadOnlyMemory<byte>>(SHA256.HashData("a key"u8));
    }
}
