namespace SegmentExport.Domain.Errors;

/// <summary>A fault while a segment is counted, read, packed or stored. Its message reaches users: it holds nothing personal, no path and no value.</summary>
public sealed class PackagingException : Exception
{
    /// <summary>Makes a fault.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was found, what is allowed, what to do.</param>
    /// <param name="isTransient">Whether trying again can help.</param>
    /// <param name="innerException">The cause; it stays on this silo.</param>
    public PackagingException(string code, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => (Code, IsTransient) = (code, isTransient);

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>Whether trying again can help. A fault that is not transient closes the task.</summary>
    public bool IsTransient { get; }

    /// <summary>Which part of the request is to blame, such as <c>filters[2].value</c>; null where none is.</summary>
    public string? Path { get; init; }
}
