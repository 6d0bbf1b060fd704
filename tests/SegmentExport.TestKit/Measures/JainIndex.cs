namespace SegmentExport.TestKit.Measures;

/// <summary>Jain's index of fairness (R. Jain, D. Chiu, W. Hawe, 1984).</summary>
public static class JainIndex
{
    /// <summary>1 where all shares are the same, or there are none; 1/n where one of n is all there is.</summary>
    public static double Of(IReadOnlyCollection<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return shares.Count == 0 ? 1 : shares.Sum() * shares.Sum() / (shares.Count * shares.Sum(share => share * share));
    }
}
