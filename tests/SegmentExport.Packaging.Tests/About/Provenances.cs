using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Tests.About;

/// <summary>Where files of tests come from.</summary>
internal static class Provenances
{
    /// <summary>With a reason that looks like a formula, breaks lines, reorders text and has what XML escapes.</summary>
    public static Provenance Strange { get; } = Of("=HYPERLINK(\"http://example.com\")\r\nApprover 审批人: mallory <&> \u202Etxt.exe\u0007 _x0041_ 🌸👩‍💻");

    public static Provenance Of(string reason) => new()
    {
        Segment = new SegmentId("double-11"),
        SegmentName = "双\"十一\"\u2066活动",
        Reason = reason,
        Submitter = new UserId("alice"),
        Approver = new UserId("卡罗尔"),
        ApprovedAt = new DateTimeOffset(2026, 11, 24, 17, 0, 2, TimeSpan.FromHours(8)),
    };
}
