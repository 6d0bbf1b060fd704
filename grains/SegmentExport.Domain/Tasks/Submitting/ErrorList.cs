using SegmentExport.Domain.Errors;

namespace SegmentExport.Domain.Tasks.Submitting;

/// <summary>Everything that is wrong with a request, in the order in which it was found.</summary>
internal sealed class ErrorList
{
    private readonly List<RequestError> _errors = [];

    public void Add(string path, string code, string message) => _errors.Add(new(path, code, message));

    public void Add(RequestError? error)
    {
        if (error is not null)
        {
            _errors.Add(error);
        }
    }

    public Rejection? ToRejection() => _errors is [var first, ..]
        ? new() { Kind = RejectionKind.Invalid, Code = first.Code, Message = first.Message, Path = first.Path, Errors = [.. _errors] }
        : null;
}
