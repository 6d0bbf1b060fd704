using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo verify-audit</c>: looks through the audit for rows that were changed, added, removed or cut off, and ends; with exit code 1 where there are any.</summary>
internal static class Verification
{
    /// <summary>Runs it.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>What was found, where all is as it was sealed.</returns>
    public static async Task<string> RunAsync(IConfiguration settings)
    {
        var report = await AuditVerification.RunAsync(settings, CancellationToken.None);
        return report.Findings.IsEmpty
            ? $"The audit is as it was sealed: {report.Rows} row(s) in {report.Windows} window(s), the last with the hash {report.Head}. Not sealed yet: {report.Unsealed}."
            : throw new StartupException($"The audit is not as it was sealed.\n{string.Join('\n', report.Findings)}");
    }
}
