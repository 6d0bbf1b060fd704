namespace SegmentExport.WebConsole.Localization.English;

/// <summary>Errors that people seldom meet.</summary>
internal static partial class EnglishTexts
{
    private static FurtherProblemTexts FurtherProblems() => new()
    {
        Outdated = "The service does not take this request: the page may be older than the service. Reload it and try again.",
        TokenTooLongLived = "Your sign-in is good for longer than the service takes it for. Ask the administrator to have the issuer make shorter-lived access tokens.",
        TlsRequired = "The service takes encrypted connections only. Use its address that begins with https://.",
        UnknownHost = "The service does not know this address as its own. Open the page at the address that the administrator gave you.",
        BodyTooLarge = "That is too much at once. Choose fewer fields or conditions.",
        DuplicateField = "The field was chosen before. Remove it here.",
        TooManyFilters = "Those are too many conditions. Remove some.",
        UnknownFormat = "This format is not to be had here. Choose another.",
        UnknownContainer = "The task's file cannot be downloaded in this way. Choose another.",
        LinkInvalid = "The download link is not good, or not any more. Download again in the task's details.",
        PasswordShown = "The password was shown once and nobody has it any more. Make a new one.",
        PasswordMissing = "Make a password for the protected zip first.",
        NotPrepared = "The protected zip is being prepared. Try again in a while.",
        SourceKeysInvalid = "Keys of the data source are missing or not unique, so nothing can be exported. Ask the administrator to mend the data.",
        UnsupportedType = "A field is of a type that the format cannot hold. Remove it, or choose another format.",
        ValueTooLong = "A value is longer than the format allows. Choose another format.",
        RowsMismatch = "The rows packed are not the rows counted, so there is no file. Create the task again.",
        StoreFull = "There is no room left for files. Ask the administrator to free some, then create the task again.",
        PartDamaged = "The stored file is damaged, so nothing of it is handed out. Create the task again.",
        AttemptsExhausted = "Packaging failed as often as it is tried. Ask the administrator, or create the task again later.",
        WebhookRemoved = "No setting names this endpoint any more. Ask an operator to put it back.",
        DeliveryNotFound = "This delivery is not kept any more. Refresh the list.",
        DeliveryNotDead = "This delivery is not given up: it was delivered, or is still tried. Refresh the list.",
    };
}
