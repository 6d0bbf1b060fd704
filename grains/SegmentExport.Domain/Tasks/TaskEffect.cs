namespace SegmentExport.Domain.Tasks;

/// <summary>What the grain has to do beside writing the state.</summary>
public enum TaskEffect
{
    /// <summary>Register the expiry reminder, <em>before</em> the state is written: a reminder without an approval ends itself, an approval without a reminder would never expire.</summary>
    RegisterExpiry,

    /// <summary>Plan and pack, after the write.</summary>
    StartPackaging,

    /// <summary>Cancel what is being planned or packed, after the write.</summary>
    CancelPackaging,

    /// <summary>Delete the parts, after the write and after what was cancelled has ended.</summary>
    DeleteParts,
}
