using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>Reads the list of download tasks. Stateless worker; key 0.</summary>
[Alias("SegmentExport.IDownloadTaskListGrain")]
public interface IDownloadTaskListGrain : IGrainWithIntegerKey
{
    /// <summary>One page of the tasks of a space that the caller may see, newest first.</summary>
    [Alias("List")]
    Task<Answer<DownloadTaskPage>> ListAsync(Caller caller, SpaceId space, DownloadTaskQuery query);
}
