namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Something that somebody, or the cluster, wants done to a task. A closed set: see the types of this namespace.</summary>
public abstract record DownloadTaskCommand;
