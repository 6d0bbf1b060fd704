using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>The idempotency key of a submission: the same as long as the same is submitted, so that a second click, or a try after a lost answer, makes no second task.</summary>
internal sealed class SubmissionKey
{
    private string? _request;
    private string _key = "";

    /// <summary>The key for a request.</summary>
    public string For(CreateDownloadTask request)
    {
        var json = JsonSerializer.Serialize(request, ApiJson.Default.CreateDownloadTask);
        if (json != _request)
        {
            (_request, _key) = (json, $"{Guid.CreateVersion7():N}");
        }

        return _key;
    }
}
