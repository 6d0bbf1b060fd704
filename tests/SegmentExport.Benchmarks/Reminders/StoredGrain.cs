using System.Text;

namespace SegmentExport.Benchmarks.Reminders;

/// <summary>How Orleans' relational providers file a task's grain: rows that are written past them have to be found by them.</summary>
/// <param name="Key">The grain's key, <c>{space}/{task}</c>.</param>
internal readonly record struct StoredGrain(string Key)
{
    private const string GrainType = "downloadtask";

    /// <summary>The column <c>GrainTypeString</c> of the storage: the name of the state.</summary>
    public const string StateName = "task";

    private GrainId Id => GrainId.Create(GrainType, Key);

    /// <summary>The column <c>GrainIdHash</c> of the storage.</summary>
    public int IdHash => unchecked((int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(Key).Reverse().ToArray()));

    /// <summary>The column <c>GrainTypeHash</c> of the storage.</summary>
    public static int TypeHash { get; } = unchecked((int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(StateName)));

    /// <summary>The column <c>GrainId</c> of the reminders.</summary>
    public string ReminderId => Id.ToString();

    /// <summary>The column <c>GrainHash</c> of the reminders.</summary>
    public int ReminderHash => unchecked((int)Id.GetUniformHashCode());
}
