using System.Collections.Immutable;
using System.Globalization;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Protected zips: one a user, whose password is shown once. Answers about the task do not show them, so its revision stays.</summary>
internal static class ProtectionRules
{
    /// <summary>Each is about a kilobyte of the task's record.</summary>
    private const int MaxUsers = 50;

    public static Outcome Decide(DownloadTaskState state, ProtectZip command, DateTimeOffset now)
    {
        if (DownloadTask.CheckDownload(state, command.Actor, now) is { } refused)
        {
            return new Outcome.Refused(refused);
        }

        var (before, user) = (state.Protections ?? [], command.Protection.User);
        if (state.ProtectionOf(user) is { } shown && !command.Replace)
        {
            return new Outcome.Refused(AlreadyShown(shown));
        }

        ImmutableArray<ZipProtection> after = [.. before.Where(protection => protection.User != user), command.Protection];
        return after.Length <= MaxUsers ? new Outcome.Changed(state with { Protections = after }, []) : new Outcome.Refused(TooMany());
    }

    public static Outcome Decide(DownloadTaskState state, RecordProtected command)
    {
        var index = (state.Protections ?? []).FindIndex(protection => protection.Sealed == command.Sealed && protection.Codes is null);
        return index < 0 || state.HasEnded()
            ? state.Unchanged()
            : new Outcome.Changed(state with { Protections = state.Protections!.Value.SetItem(index, state.Protections.Value[index] with { Codes = command.Codes }) }, []);
    }

    private static int FindIndex(this ImmutableArray<ZipProtection> protections, Predicate<ZipProtection> match)
    {
        for (var i = 0; i < protections.Length; i++)
        {
            if (match(protections[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static Rejection AlreadyShown(ZipProtection shown) => new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.PasswordAlreadyShown,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"Your password for this file was made and shown at {shown.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; it is not kept, so nobody can show it again. Send {{\"replace\": true}} for a new one: files downloaded before keep the old one."),
    };

    private static Rejection TooMany() => new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.TooManyPasswords,
        Message = string.Create(CultureInfo.InvariantCulture, $"{MaxUsers} users have passwords for this file, which is as many as there may be. Download another container."),
    };
}
