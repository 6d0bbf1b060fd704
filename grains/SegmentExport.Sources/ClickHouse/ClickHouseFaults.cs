using ClickHouse.Driver;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>Turns the server's errors into ours. Its own messages quote SQL, names and values, so they stay inside.</summary>
internal static class ClickHouseFaults
{
    /// <summary>Whether a fault is one of the server or of the way to it.</summary>
    public static bool IsOfServer(Exception fault) =>
        fault is ClickHouseServerException or HttpRequestException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    /// <summary>The fault in our terms. The numbers are those of the server's ErrorCodes.cpp, which never change.</summary>
    public static PackagingException Translate(Exception fault) => fault switch
    {
        // No such column, type or argument, no comparison of the two, syntax, function, identifier, table, database.
        ClickHouseServerException { ErrorCode: 16 or 42 or 43 or 44 or 46 or 47 or 50 or 53 or 60 or 62 or 63 or 81 or 184 or 215 or 386 } => Mismatch(fault),
        ClickHouseServerException { ErrorCode: 6 or 26 or 27 or 38 or 41 or 69 or 70 or 72 or 131 or 349 or 376 or 407 or 441 or 691 } => new(
            ErrorCodes.SourceUnavailable,
            "A value in the source does not have the type that the segment's condition or a filter expects. An operator has to check the condition.",
            isTransient: false,
            fault),
        ClickHouseServerException { ErrorCode: 164 or 291 or 497 } => new(
            ErrorCodes.SourceUnavailable,
            "The source does not let its user read the tables that the catalog names, or set how long a query may take. An operator has to grant SELECT on them, in a profile with readonly = 2.",
            isTransient: false,
            fault),
        ClickHouseServerException { ErrorCode: 192 or 193 or 194 or 516 } => new(ErrorCodes.SourceUnavailable, "The source refuses the user or the password of its connection string.", isTransient: true, fault),
        ClickHouseServerException { ErrorCode: 159 or 160 } or TimeoutException or OperationCanceledException => TooSlow(fault),
        ClickHouseServerException answer => new(ErrorCodes.SourceUnavailable, $"The source gave up (code {answer.ErrorCode}).", isTransient: true, fault),
        _ => new(ErrorCodes.SourceUnavailable, "The source cannot be reached, or the connection to it broke off.", isTransient: true, fault),
    };

    /// <summary>The source has not got what the catalog says.</summary>
    public static PackagingException Mismatch(Exception? cause = null) => new(
        ErrorCodes.SourceUnavailable,
        "The source does not have the tables and columns that the catalog names, or a segment's condition cannot be read. An operator has to check the catalog.",
        isTransient: false,
        cause);

    /// <summary>No answer within the time that a statement has.</summary>
    public static PackagingException TooSlow(Exception? cause) => new(
        ErrorCodes.SourceUnavailable, $"The source did not answer within {SourceOptions.SectionName}:{nameof(SourceOptions.StatementTimeout)}. Less load may help, or a longer time.", isTransient: true, cause);

    /// <summary>The keys are none.</summary>
    public static PackagingException Keys(string found) => new(
        ErrorCodes.SourceKeysInvalid, $"The profile table's key is no key: {found}. An operator has to mend the rows, or the catalog's 'key'.", isTransient: false);

    /// <summary>The rows are not those that were planned.</summary>
    public static PackagingException Changed() => new(
        ErrorCodes.SourceChanged, "Rows of the segment's tables changed after the task was planned, so the file would mix two states. Create the task again.", isTransient: false);

    /// <summary>What the server sends is not the rows that it was asked for: it broke off, or an error stands where rows should.</summary>
    public static PackagingException Garbled(Exception? cause = null) => new(ErrorCodes.SourceUnavailable, "The source sent something other than rows, or broke off in the middle.", isTransient: true, cause);

    /// <summary>A text cannot be written into a file.</summary>
    public static PackagingException NotUtf8() => new(ErrorCodes.SourceUnavailable, "A text in the source is not UTF-8. An operator has to mend the rows.", isTransient: false);
}
