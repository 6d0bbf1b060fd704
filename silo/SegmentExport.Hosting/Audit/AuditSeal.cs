namespace SegmentExport.Hosting.Audit;

/// <summary>The seal of a space's rows in a window.</summary>
/// <param name="Space">The space.</param>
/// <param name="Number">Its number in the space's chain, from 1.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Hash">The hash over the space's seal before and the rows.</param>
internal sealed record AuditSeal(string Space, long Number, long Rows, string Hash)
{
    /// <summary>Seals rows of one space, in their order, behind the seal before.</summary>
    public static AuditSeal Of(string space, AuditSeal? previous, IReadOnlyList<AuditRow> rows)
    {
        var number = (previous?.Number ?? 0) + 1;
        using var hash = new AuditHash("segment-export audit seal 1", previous?.Hash ?? AuditHash.Nothing);
        _ = rows.Aggregate(hash.Add(space).Add(number).Add(rows.Count), (all, row) => all.Add(row));
        return new(space, number, rows.Count, hash.End());
    }
}
