using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Grains.Retention;

/// <summary>How long tasks that have ended stay in the list.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Retention";

    /// <summary>The shortest time: limits count the tasks of yesterday and today.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(2);

    /// <summary>Tasks whose files were deleted longer ago are archived. 0 (never), or 2 d to 10 years; default 180 d.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(180);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepFor > TimeSpan.Zero && KeepFor < Shortest)
        {
            yield return new($"{SectionName}:{nameof(KeepFor)} is {KeepFor}: it has to be 0 (nothing is archived), or {Shortest.TotalDays:0} days or more.", [nameof(KeepFor)]);
        }
    }
}
