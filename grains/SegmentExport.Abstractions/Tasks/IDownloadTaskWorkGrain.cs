using System.Collections.Immutable;
using Orleans.Concurrency;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Abstractions.Sweeping;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>The same task as the cluster sees it: the scheduler, the task's own follow-up calls, the readers, the transfers of a gateway. Never reachable from the gateway's endpoints.</summary>
[Alias("SegmentExport.IDownloadTaskWorkGrain")]
public interface IDownloadTaskWorkGrain : IGrainWithStringKey
{
    /// <summary>Brings the task back after a crash and tells what it has to do: goes on with planning, cleaning up and expiring.</summary>
    /// <returns>The slots it holds and the shards it waits with; null where it wants nothing.</returns>
    [Alias("Resume")]
    Task<SlotDemand?> ResumeAsync();

    /// <summary>Gives slots to the task. It starts as many shards and returns at once, also while a record is being written; a slot it has no use for it gives back.</summary>
    [Alias("Grant")]
    [AlwaysInterleave]
    Task GrantAsync(ImmutableArray<SlotGrant> grants);

    /// <summary>Allows one look at the first rows of the file and audits it, before anything is read. Called by the grain that reads them.</summary>
    [Alias("OpenSample")]
    Task<Answer<SampleGrant>> OpenSampleAsync(Caller caller);

    /// <summary>Allows a link to the file to be made and audits it. Called by the grain that makes it; every use of the link is a download of its own.</summary>
    [Alias("AllowLink")]
    Task<Answer<FileGrant>> AllowLinkAsync(Caller caller, OpenFileRequest request);

    /// <summary>Keeps the parts for a transfer that goes on near or across the deadline; see <see cref="TransferHold"/>. Called by the gateway that sends it.</summary>
    [Alias("HoldParts")]
    Task HoldPartsAsync(Guid transfer);

    /// <summary>The transfer has ended.</summary>
    [Alias("ReleaseParts")]
    Task ReleasePartsAsync(Guid transfer);

    /// <summary>Deletes what the store has of the task where the task owns nothing there: it does not exist, or its parts are recorded as deleted. Called by the sweep of parts.</summary>
    [Alias("SweepParts")]
    [ResponseTimeout("00:05:00")]
    Task<SweepOutcome> SweepPartsAsync();

    /// <summary>Carries on with what finished outside a call: the plan, packed or failed shards, deleted parts. Called by the task itself.</summary>
    [Alias("Advance")]
    Task AdvanceAsync();
}
