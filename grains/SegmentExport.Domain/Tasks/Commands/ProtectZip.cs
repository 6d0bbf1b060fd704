using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>A user has a password made for their protected zip.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Protection">What was derived from it.</param>
/// <param name="Replace">Whether it replaces the one before, where there is one.</param>
public sealed record ProtectZip(Actor Actor, ZipProtection Protection, bool Replace) : DownloadTaskCommand;
