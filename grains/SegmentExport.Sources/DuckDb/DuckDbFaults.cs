using DuckDB.NET.Data;
using DuckDB.NET.Native;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Files;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Turns DuckDB's errors into ours. Its own messages quote SQL, paths and values, so they stay inside.</summary>
internal static class DuckDbFaults
{
    /// <summary>What kind of error it is. Where it is found out before anything is run, the driver gives no type, and the message begins with it: 'Binder Error: …'.</summary>
    public static DuckDBErrorType TypeOf(DuckDBException fault) =>
        fault.ErrorType == DuckDBErrorType.Invalid
        && Enum.TryParse<DuckDBErrorType>(fault.Message.Split(" Error:", 2)[0].Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var type) ? type : fault.ErrorType;

    public static PackagingException Translate(DuckDBErrorType type, Exception? cause) => type switch
    {
        DuckDBErrorType.Catalog or DuckDBErrorType.Binder or DuckDBErrorType.Parser or DuckDBErrorType.Syntax
            or DuckDBErrorType.InvalidInput or DuckDBErrorType.NotImplemented or DuckDBErrorType.ParameterNotResolved or DuckDBErrorType.ParameterNotAllowed => new(
            ErrorCodes.SourceUnavailable,
            "The source does not have the tables and columns that the catalog names, or a segment's condition cannot be read. An operator has to check the catalog.",
            isTransient: false,
            cause),
        DuckDBErrorType.Conversion or DuckDBErrorType.InvalidType or DuckDBErrorType.MismatchType or DuckDBErrorType.OutOfRange => new(
            ErrorCodes.SourceUnavailable,
            "A value in the source does not have the type that the segment's condition or a filter expects. An operator has to check the condition.",
            isTransient: false,
            cause),
        DuckDBErrorType.OutOfMemory or DuckDBErrorType.Io => new(
            ErrorCodes.SourceUnavailable, "The source could not be read for want of memory, disk or an intact file.", isTransient: true, cause),
        _ => new(ErrorCodes.SourceUnavailable, $"The source could not be read ({type}).", isTransient: true, cause),
    };

    /// <summary>The path, as the catalog names it, is for operators alone, so it is in the cause.</summary>
    public static PackagingException Missing(string sourceId, string path) => new(
        ErrorCodes.SourceUnavailable,
        $"The file of source '{sourceId}' is not there or cannot be opened. An operator has to put it back.",
        isTransient: false,
        new MissingFilesException(path));

    public static PackagingException Unreadable(string sourceId, Exception? cause) => new(
        ErrorCodes.SourceUnavailable, $"The file of source '{sourceId}' is not a readable DuckDB, Parquet or CSV file. An operator has to replace it.", isTransient: false, cause);

    /// <summary>A table of files that are read in different ways.</summary>
    public static PackagingException TwoKinds(string sourceId) => new(
        ErrorCodes.SourceUnavailable,
        $"The files of a table of source '{sourceId}' are of both kinds, Parquet and CSV, and a table is of one. An operator has to narrow the catalog's pattern, as *.parquet or *.csv.",
        isTransient: false);

    /// <summary>A member list whose keys are no keys of the profile table.</summary>
    public static PackagingException KeysDiffer() => new(
        ErrorCodes.SourceUnavailable,
        "The member list's keys cannot be compared with the profile table's: they are of another type. An operator has to give both the same.",
        isTransient: false);

    /// <summary>Files that somebody writes while they are taken over: what was read is no state of theirs.</summary>
    public static PackagingException Written(string sourceId) => new(
        ErrorCodes.SourceUnavailable, $"The files of source '{sourceId}' changed while they were read. The next attempt takes them as they are then.", isTransient: true);

    /// <summary>More than may be taken over at all.</summary>
    public static PackagingException TooLarge(string sourceId, long bytes, long most) => new(
        ErrorCodes.SourceUnavailable,
        $"The files of source '{sourceId}' have {bytes:N0} bytes, and {SourceOptions.SectionName}:{nameof(SourceOptions.SnapshotBytes)} allows {most:N0}. An operator has to allow more, or narrow the catalog's pattern.",
        isTransient: false);

    /// <summary>More than may be taken over beside what tasks use.</summary>
    public static PackagingException NoRoom(string sourceId) => new(
        ErrorCodes.SourceUnavailable,
        $"The files of source '{sourceId}' find no room beside the states that tasks are using ({SourceOptions.SectionName}:{nameof(SourceOptions.SnapshotBytes)}). The next attempt looks again.",
        isTransient: true);

    public static PackagingException Changed() => new(
        ErrorCodes.SourceChanged, "The source changed after the task was planned, so the file would mix two states. Create the task again.", isTransient: false);
}
