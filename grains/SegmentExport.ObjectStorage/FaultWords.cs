using SegmentExport.Domain.Errors;

namespace SegmentExport.ObjectStorage;

/// <summary>Says a fault in the words of whoever calls. An SDK's own messages name servers, buckets and keys, which nobody outside is to see.</summary>
/// <param name="fault">How the call failed.</param>
/// <param name="cause">What was thrown; null where an answer alone is at fault.</param>
internal delegate PackagingException FaultWords(ObjectFault fault, Exception? cause);
