namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>Who may do what with a task of what status: stated here, not looked up in the product.</summary>
internal static class AccessRules
{
    private static readonly Expected NoTask = new(404, "task_not_found");
    private static readonly Expected NoSpace = new(404, "space_not_found");
    private static readonly Expected NotPermitted = new(403, "not_permitted");
    private static readonly Expected WrongState = new(409, "wrong_state");
    private static readonly Expected NotCompleted = new(409, "not_completed");
    private static readonly Expected Gone = new(410, "expired");

    /// <summary>For everybody, whatever token they have.</summary>
    public static Func<Who, string, Expected> Public(int status = 200, string? code = null) => (_, _) => new(status, code);

    /// <summary>For whoever has a token.</summary>
    public static Func<Who, string, Expected> SignedIn() => (who, _) => Token(who) ?? new(200);

    /// <summary>For members of the space.</summary>
    public static Func<Who, string, Expected> Members(int status = 200) => (who, _) => Outside(who) ?? new(status);

    /// <summary>For those who approve in the space.</summary>
    public static Func<Who, string, Expected> Approvers() => (who, _) => Outside(who) ?? (who == Who.Approver ? new(200) : NotPermitted);

    /// <summary>For those who approve in the space, and those who operate the installation.</summary>
    public static Func<Who, string, Expected> WebhookReaders(int status = 200, string? code = null) => (who, _) =>
        who is Who.Approver or Who.Operator ? new(status, code) : Outside(who) ?? NotPermitted;

    /// <summary>For those who operate the installation.</summary>
    public static Func<Who, string, Expected> Operators() => (who, _) => Token(who) ?? (who == Who.Operator ? new(200) : NotPermitted);

    /// <summary>For those who see the task, at any time.</summary>
    public static Func<Who, string, Expected> Viewers() => (who, _) => Hidden(who) ?? new(200);

    /// <summary>For those who see the task, until it ends.</summary>
    public static Func<Who, string, Expected> SampleReaders() => (who, status) =>
        Hidden(who) ?? status switch { "closed" => WrongState, "expired" => Gone, _ => new(200) };

    /// <summary>For those who see the task, while it is completed.</summary>
    public static Func<Who, string, Expected> Downloaders() => (who, status) =>
        Hidden(who) ?? status switch { "completed" => new(200), "expired" => Gone, _ => NotCompleted };

    /// <summary>For the submitter, before the decision.</summary>
    public static Func<Who, string, Expected> Withdrawal() => (who, status) => Hidden(who) ?? (who == Who.Submitter ? BeforeDecision(status) : NotPermitted);

    /// <summary>For those who approve, before the decision.</summary>
    public static Func<Who, string, Expected> Decision() => (who, status) => Hidden(who) ?? (who == Who.Approver ? BeforeDecision(status) : NotPermitted);

    private static Expected BeforeDecision(string status) => status == "in_approval" ? new(200) : WrongState;

    private static Expected? Token(Who who) => who switch
    {
        Who.Anonymous => new(401, "missing_token"),
        Who.Expired => new(401, "expired_token"),
        Who.Forged => new(401, "invalid_token"),
        _ => null,
    };

    private static Expected? Outside(Who who) => Token(who) ?? (who is Who.Stranger or Who.AdminElsewhere or Who.Operator ? NoSpace : null);

    private static Expected? Hidden(Who who) => Outside(who) ?? (who is Who.Member or Who.ApproveOnly ? NoTask : null);
}
