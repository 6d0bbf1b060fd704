namespace SegmentExport.Abstractions.Tasks;

/// <summary>How a transfer that began before a file's deadline keeps the parts until it ends: its gateway says so again and again.</summary>
public static class TransferHold
{
    /// <summary>How often a gateway says so, and how long before the deadline it begins. A hold lapses after twice as long.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>How long after the deadline parts are kept at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);
}
