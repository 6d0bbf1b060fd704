using SegmentExport.Abstractions.Tasks;

namespace SegmentExport.Abstractions.Links;

/// <summary>
/// Links to the file of a task, for browsers, which send no token. Stateless worker; key: the <see cref="Domain.Identity.TaskKey"/> as text. Signs and verifies them, so that a
/// gateway has no secret; the task's own grain allows and audits the making and every use.
/// </summary>
[Alias("SegmentExport.IFileLinkGrain")]
public interface IFileLinkGrain : IGrainWithStringKey
{
    /// <summary>Makes a link for the caller.</summary>
    [Alias("Create")]
    Task<Answer<FileLink>> CreateAsync(Caller caller, CreateFileLink request);

    /// <summary>Allows one download by a link, to the user that it was made for.</summary>
    [Alias("Open")]
    Task<Answer<FileGrant>> OpenAsync(OpenFileLink request);
}
