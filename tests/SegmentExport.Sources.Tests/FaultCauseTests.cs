using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Files;

namespace SegmentExport.Sources.Tests;

public sealed class FaultCauseTests
{
    public static TheoryData<Exception?, string> Causes => new()
    {
        { null, "It failed." },
        { new MissingFilesException("/data/x.csv"), "It failed. (nothing at /data/x.csv)" },
        { new FileNotFoundException("Could not find file '/data/phone=13800130042/000000.csv'."), "It failed. (FileNotFoundException)" },
        { new Npgsql.PostgresException("value 13800130042", "ERROR", "ERROR", "22P02"), "It failed. (SQLSTATE 22P02)" },
        { new InvalidOperationException("13800130042"), "It failed. (InvalidOperationException)" },
        { Fault("It failed.", new FormatException("13800130042")), "It failed. (It failed. (FormatException))" },
    };

    [Theory]
    [MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public void Tell_OfAnyCause_QuotesNoRow(Exception? cause, string expected) => Assert.Equal(expected, FaultCause.Tell(Fault("It failed.", cause)));

    private static PackagingException Fault(string message, Exception? cause) => new(ErrorCodes.SourceUnavailable, message, isTransient: true, cause);
}
