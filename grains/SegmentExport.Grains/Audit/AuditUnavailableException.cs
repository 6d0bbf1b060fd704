namespace SegmentExport.Grains.Audit;

/// <summary>An audit row could not be written. Trying again later can help.</summary>
public sealed class AuditUnavailableException(Exception innerException) : Exception("The audit cannot be written.", innerException);
