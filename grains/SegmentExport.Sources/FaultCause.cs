using Amazon.Runtime;
using ClickHouse.Driver;
using DuckDB.NET.Data;
using Npgsql;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Files;

namespace SegmentExport.Sources;

/// <summary>What an operator is told of a source's fault and of its cause. What databases themselves say may quote a row, so that of it there is the code alone.</summary>
public static class FaultCause
{
    /// <summary>The fault, and behind it its cause where there is one.</summary>
    public static string Tell(PackagingException fault) => fault.InnerException is { } cause ? $"{fault.Message} ({Of(cause)})" : fault.Message;

    private static string Of(Exception cause) => cause switch
    {
        PackagingException fault => Tell(fault),

        // Ours: it says which place, as the catalog names it.
        MissingFilesException missing => missing.Message,
        PostgresException answer => $"SQLSTATE {answer.SqlState}",
        DuckDBException answer => $"DuckDB: {answer.ErrorType}",
        ClickHouseServerException answer => $"ClickHouse: code {answer.ErrorCode}",
        AmazonServiceException { ErrorCode: { Length: > 0 and < 60 } code } when code.All(char.IsAsciiLetterOrDigit) => $"S3: {code}",
        _ => cause.GetType().Name,
    };
}
