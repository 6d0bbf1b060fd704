using SegmentExport.Domain.Tasks;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>One download task as its users see it. Key: the <see cref="Domain.Identity.TaskKey"/> as text. Every call checks the caller's permissions and is audited.</summary>
[Alias("SegmentExport.IDownloadTaskGrain")]
public interface IDownloadTaskGrain : IGrainWithStringKey
{
    /// <summary>Creates the task and queues its packaging. The same request again answers the same task; another request to the same key is refused.</summary>
    [Alias("Submit")]
    Task<Answer<DownloadTaskView>> SubmitAsync(Caller caller, SubmitRequest request);

    /// <summary>The task as the caller may see it.</summary>
    [Alias("Get")]
    Task<Answer<DownloadTaskView>> GetAsync(Caller caller);

    /// <summary>Takes the task back.</summary>
    [Alias("Withdraw")]
    Task<Answer<DownloadTaskView>> WithdrawAsync(Caller caller, DecisionRequest request);

    /// <summary>Approves the task.</summary>
    [Alias("Approve")]
    Task<Answer<DownloadTaskView>> ApproveAsync(Caller caller, DecisionRequest request);

    /// <summary>Refuses the task.</summary>
    [Alias("Reject")]
    Task<Answer<DownloadTaskView>> RejectAsync(Caller caller, DecisionRequest request);

    /// <summary>Allows one download and audits it, with its range, before anything is handed out.</summary>
    [Alias("OpenFile")]
    Task<Answer<FileGrant>> OpenFileAsync(Caller caller, OpenFileRequest request);

    /// <summary>Makes a password for the caller's protected zip, which nobody can show again, and has the zip prepared.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="replace">Whether it replaces the one before, where there is one.</param>
    [Alias("ProtectZip")]
    Task<Answer<ZipPassword>> ProtectZipAsync(Caller caller, bool replace);

    /// <summary>What the artifact consists of.</summary>
    [Alias("GetManifest")]
    Task<Answer<FileGrant>> GetManifestAsync(Caller caller);
}
