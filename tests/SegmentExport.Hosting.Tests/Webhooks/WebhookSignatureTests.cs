using System.Text;
using SegmentExport.Hosting.Webhooks;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>Signatures by Standard Webhooks 1.0.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    // The vector that the specification's own libraries are tested with (standard-webhooks/standard-webhooks, libraries/*/test).
    private const string Expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void Signature_OfTheSpecificationsVector_IsTheirs() =>
        Assert.Equal(Expected, WebhookSignature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8, [Key(Secret)]));

    [Fact]
    public void Signature_WhileTheSecretIsReplaced_IsByBoth()
    {
        var other = "whsec_" + Convert.ToBase64String(Encoding.ASCII.GetBytes("another secret of thirty-two b.."));

        var signed = WebhookSignature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8, [Key(other), Key(Secret)]);

        Assert.Equal(2, signed.Split(' ').Distinct().Count());
        Assert.Equal(Expected, signed.Split(' ')[1]);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(23, false)]
    [InlineData(65, false)]
    public void Secret_OfSomeLength_IsTakenWithinTheSpecificationsBounds(int bytes, bool isTaken) =>
        Assert.Equal(isTaken, WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[bytes]), out _));

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_no base64")]
    public void Secret_ThatIsNone_IsNotTaken(string text) => Assert.False(WebhookSecret.TryParse(text, out _));

    private static byte[] Key(string secret) => WebhookSecret.TryParse(secret, out var key) ? key : throw new InvalidOperationException("No secret.");
}
