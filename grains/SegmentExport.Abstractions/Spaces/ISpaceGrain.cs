namespace SegmentExport.Abstractions.Spaces;

/// <summary>The catalog of one space as its members see it. Stateless worker; key: the space's id.</summary>
[Alias("SegmentExport.ISpaceGrain")]
public interface ISpaceGrain : IGrainWithStringKey
{
    /// <summary>The fields that can be exported.</summary>
    [Alias("GetFields")]
    Task<Answer<FieldList>> GetFieldsAsync(Caller caller);

    /// <summary>The segments whose name contains the text (all for null).</summary>
    [Alias("GetSegments")]
    Task<Answer<SegmentList>> GetSegmentsAsync(Caller caller, string? search);

    /// <summary>One segment with its row count.</summary>
    [Alias("GetSegment")]
    Task<Answer<SegmentView>> GetSegmentAsync(Caller caller, string segment);
}
