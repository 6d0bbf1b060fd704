namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>Who comes. The tasks of the matrix are <see cref="Submitter"/>'s.</summary>
internal enum Who
{
    /// <summary>Without a token.</summary>
    Anonymous,

    /// <summary>With a token that was good once.</summary>
    Expired,

    /// <summary>With a token that somebody else has signed.</summary>
    Forged,

    /// <summary>A member of no space.</summary>
    Stranger,

    /// <summary>Approves and sees all, in another space.</summary>
    AdminElsewhere,

    /// <summary>Operates the installation, a member of no space.</summary>
    Operator,

    /// <summary>A member of the space without permissions.</summary>
    Member,

    /// <summary>Has <c>approve_downloads</c> alone.</summary>
    ApproveOnly,

    /// <summary>A member without permissions, whose tasks they are.</summary>
    Submitter,

    /// <summary>Has <c>view_all_downloads</c> alone.</summary>
    ViewAll,

    /// <summary>Has both.</summary>
    Approver,
}
