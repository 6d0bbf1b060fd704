using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Spaces;

public sealed class MeTests(RunningGateway gateway)
{
    [Fact]
    public async Task Me_OfAMemberOfTwoSpaces_ListsBothWithTheirPermissions()
    {
        var me = await gateway.Carol.SendForJsonAsync(HttpMethod.Get, "/api/v1/me");

        Assert.Equal("carol", me.GetProperty("user").GetString());
        var spaces = me.GetProperty("spaces").EnumerateArray().Select(space => (
            Id: space.GetProperty("id").GetString(),
            Name: space.GetProperty("name").GetString(),
            FourEyes: space.GetProperty("fourEyes").GetBoolean(),
            Permissions: string.Join(' ', space.GetProperty("permissions").EnumerateArray()))).ToArray();
        Assert.Equal([("retail", "零售", false, "view_all_downloads approve_downloads"), ("finance", "金融", true, "view_all_downloads approve_downloads")], spaces);
    }

    [Fact]
    public async Task Me_OfAnOperator_SaysSoAndGivesNoSpace()
    {
        var (olga, carol) = (await gateway.Olga.SendForJsonAsync(HttpMethod.Get, "/api/v1/me"), await gateway.Carol.SendForJsonAsync(HttpMethod.Get, "/api/v1/me"));

        Assert.True(olga.GetProperty("isOperator").GetBoolean());
        Assert.Empty(olga.GetProperty("spaces").EnumerateArray());
        Assert.False(carol.GetProperty("isOperator").GetBoolean());
    }

    [Fact]
    public async Task Me_OfAMemberOfOneSpace_HasNothingOfTheOther()
    {
        var me = await gateway.Erin.SendForJsonAsync(HttpMethod.Get, "/api/v1/me");

        Assert.Equal("finance", Assert.Single(me.GetProperty("spaces").EnumerateArray()).GetProperty("id").GetString());
    }
}
