using Orleans;

namespace SegmentExport.Domain.Catalog;

/// <summary>What a member of a space may do beyond exporting and seeing their own tasks.</summary>
[Flags, GenerateSerializer]
public enum SpacePermissions
{
    /// <summary>Their own tasks only.</summary>
    None = 0,

    /// <summary><c>view_all_downloads</c>: see and download everybody's tasks of the space.</summary>
    ViewAllDownloads = 1,

    /// <summary><c>approve_downloads</c>: decide on tasks; without <see cref="ViewAllDownloads"/> it approves nothing.</summary>
    ApproveDownloads = 2,
}
