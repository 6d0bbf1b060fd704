namespace SegmentExport.Client.Downloads;

/// <summary>The answer with a file's beginning, with which its head came: for whoever fetches the beginning first.</summary>
/// <param name="answer">It; null: only the head was asked for.</param>
/// <param name="isAgain">Whether the file's beginning may have been asked for before, and may count as a download already.</param>
internal sealed class FileBeginning(HttpResponseMessage? answer, bool isAgain) : IDisposable
{
    private HttpResponseMessage? _answer = answer;

    /// <summary>Whether the file's beginning may have been asked for before, and may count as a download already.</summary>
    public bool IsAgain => isAgain;

    /// <summary>Takes it; null where there is none, or somebody has it. The caller disposes it.</summary>
    public HttpResponseMessage? Take() => Interlocked.Exchange(ref _answer, null);

    /// <inheritdoc />
    public void Dispose() => _answer?.Dispose();
}
