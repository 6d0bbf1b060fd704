namespace SegmentExport.Hosting.Audit;

/// <summary>What was sealed at once.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="LastPosition">The position of its last row.</param>
/// <param name="LastId">The id of its last row.</param>
/// <param name="SealedAt">When.</param>
/// <param name="Hash">The hash over the window before and the seals.</param>
internal sealed record AuditWindow(long Number, long LastPosition, long LastId, string SealedAt, string Hash)
{
    /// <summary>What the first window follows on.</summary>
    public static AuditWindow None { get; } = new(0, -1, -1, "", AuditHash.Nothing);

    /// <summary>Closes a window over seals, behind the window before.</summary>
    /// <param name="previous">The window before.</param>
    /// <param name="lastPosition">The position of the last row.</param>
    /// <param name="lastId">Its id.</param>
    /// <param name="sealedAt">The time.</param>
    /// <param name="seals">In the order of their spaces.</param>
    public static AuditWindow Of(AuditWindow previous, long lastPosition, long lastId, string sealedAt, IReadOnlyList<AuditSeal> seals)
    {
        using var hash = new AuditHash("segment-export audit window 1", previous.Hash);
        hash.Add(previous.Number + 1).Add(lastPosition).Add(lastId).Add(sealedAt).Add(seals.Count);
        foreach (var seal in seals)
        {
            hash.Add(seal.Space).Add(seal.Number).Add(seal.Rows).Add(seal.Hash);
        }

        return new(previous.Number + 1, lastPosition, lastId, sealedAt, hash.End());
    }
}
