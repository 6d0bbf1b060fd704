using System.Net.Sockets;
using Npgsql;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Postgres;

/// <summary>Turns the database's errors into ours. Its own messages quote SQL, names and values, so they stay inside.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether a fault is one of the database or of the way to it. The driver wraps those of sockets, but for names that cannot be resolved.</summary>
    public static bool IsOfDatabase(Exception fault) => fault is NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException;

    /// <summary>The fault in our terms.</summary>
    public static PackagingException Translate(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable } => new(
            ErrorCodes.SourceUnavailable,
            $"The source did not answer within {SourceOptions.SectionName}:{nameof(SourceOptions.StatementTimeout)}. An index or less load may help, or a longer time.",
            isTransient: true,
            fault),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => new(
            ErrorCodes.SourceUnavailable, "The source does not let its role read the tables that the catalog names. An operator has to grant SELECT on them.", isTransient: false, fault),
        PostgresException { SqlState: ['4', '2', ..] or PostgresErrorCodes.FeatureNotSupported } => Mismatch(fault),
        PostgresException { SqlState: ['2', '2', ..] } => new(
            ErrorCodes.SourceUnavailable,
            "A value in the source does not have the type that the segment's condition or a filter expects. An operator has to check the condition.",
            isTransient: false,
            fault),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new(
            ErrorCodes.SourceUnavailable, "The segment's condition would write to the source, which is only read. An operator has to check the condition.", isTransient: false, fault),
        PostgresException answer => new(ErrorCodes.SourceUnavailable, $"The source gave up (SQLSTATE {answer.SqlState}).", isTransient: true, fault),
        _ => new(ErrorCodes.SourceUnavailable, "The source cannot be reached, or the connection to it broke off.", isTransient: true, fault),
    };

    /// <summary>The database has not got what the catalog says.</summary>
    public static PackagingException Mismatch(Exception? cause) => new(
        ErrorCodes.SourceUnavailable,
        "The source does not have the tables and columns that the catalog names, or a segment's condition cannot be read. An operator has to check the catalog.",
        isTransient: false,
        cause);

    /// <summary>The keys of a list would take in others.</summary>
    public static PackagingException AnotherType() => new(
        ErrorCodes.SourceUnavailable,
        "The member list's keys are of another type than the profile table's: floating point numbers, to which several of the profile table's whole or decimal ones are the same. An operator has to give the list's key the profile's type.",
        isTransient: false);

    /// <summary>The keys are none.</summary>
    public static PackagingException Keys(string found) => new(
        ErrorCodes.SourceKeysInvalid, $"The profile table's key is no key: {found}. An operator has to mend the rows, or the catalog's 'key'.", isTransient: false);

    /// <summary>The rows are not those that were planned.</summary>
    public static PackagingException Changed() => new(
        ErrorCodes.SourceChanged, "Rows of the segment changed after the task was planned, so the file would mix two states. Create the task again.", isTransient: false);

    /// <summary>What the server sends is not the format that it has announced.</summary>
    public static PackagingException Garbled() => new(ErrorCodes.SourceUnavailable, "The source sent something other than rows.", isTransient: true);
}
