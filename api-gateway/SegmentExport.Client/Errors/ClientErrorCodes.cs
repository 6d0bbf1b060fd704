namespace SegmentExport.Client.Errors;

/// <summary>The codes of errors that the client finds itself. All others are the API's own.</summary>
public static class ClientErrorCodes
{
    /// <summary>Nobody answered.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>What was answered is not what the API answers: a proxy in between, or another service.</summary>
    public const string UnreadableAnswer = "unreadable_answer";

    /// <summary>The task that was waited for is closed or expired.</summary>
    public const string TaskEnded = "task_ended";

    /// <summary>The bytes that arrived are not those that were packed.</summary>
    public const string DigestMismatch = "digest_mismatch";

    /// <summary>The API has no digest yet by which what arrived could be checked.</summary>
    public const string DigestMissing = "digest_missing";

    /// <summary>Where the file should go there is one already.</summary>
    public const string FileExists = "file_exists";

    /// <summary>Another download writes the same file.</summary>
    public const string FileInUse = "file_in_use";

    /// <summary>The file cannot be written.</summary>
    public const string FileNotWritable = "file_not_writable";
}
