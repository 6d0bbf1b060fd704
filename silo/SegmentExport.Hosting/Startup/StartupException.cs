namespace SegmentExport.Hosting.Startup;

/// <summary>Nothing starts, and the message alone tells an operator why and what to do.</summary>
/// <param name="message">What was found, what is allowed, what to do.</param>
/// <param name="innerException">The cause, where there is one.</param>
public class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
