namespace SegmentExport.Abstractions.Operations;

/// <summary>What the cluster takes a silo for.</summary>
[GenerateSerializer]
public enum SiloState
{
    /// <summary>It starts.</summary>
    Joining = 0,

    /// <summary>It serves.</summary>
    Active = 1,

    /// <summary>It leaves in order.</summary>
    Stopping = 2,

    /// <summary>It has left, or was declared dead; until another silo has its name.</summary>
    Dead = 3,
}
