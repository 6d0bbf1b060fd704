namespace SegmentExport.Cli.Output;

/// <summary>What the program ends with. Scripts rely on these: docs/cli.md has the same.</summary>
internal static class ExitCodes
{
    /// <summary>It is done.</summary>
    public const int Ok = 0;

    /// <summary>Something that has no code of its own.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or the request that it makes, is not one that is understood.</summary>
    public const int Usage = 2;

    /// <summary>Nobody is signed in, or the token is not taken.</summary>
    public const int NotSignedIn = 3;

    /// <summary>The user may not do that.</summary>
    public const int NotPermitted = 4;

    /// <summary>There is no such thing, or the user may not see it.</summary>
    public const int NotFound = 5;

    /// <summary>The task's state does not allow it.</summary>
    public const int Conflict = 6;

    /// <summary>The task is closed or expired.</summary>
    public const int Ended = 7;

    /// <summary>A limit is reached.</summary>
    public const int LimitReached = 8;

    /// <summary>The API was not reached, or could not answer.</summary>
    public const int Unavailable = 9;

    /// <summary>The file could not be written, is not what was packed, or could not be checked.</summary>
    public const int File = 10;

    /// <summary>It was interrupted.</summary>
    public const int Interrupted = 130;
}
