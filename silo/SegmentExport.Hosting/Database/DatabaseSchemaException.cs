using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Database;

/// <summary>The database cannot be used by this version.</summary>
/// <param name="message">What was found, what to do.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class DatabaseSchemaException(string message, Exception? innerException = null) : StartupException(message, innerException);
