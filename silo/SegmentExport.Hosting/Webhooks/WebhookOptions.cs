using System.ComponentModel.DataAnnotations;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Who is told of what happens to tasks, and with how much patience. All silos of a cluster have the same.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Webhooks";

    /// <summary>The endpoints by id: 1 to 64 of a-z, 0-9, <c>-</c>. Default none.</summary>
    public Dictionary<string, WebhookEndpointOptions> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>How often deliveries that are due are looked for. 100 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an endpoint may take to answer. 1 s to 1 min; default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a delivery is tried before it is dead. 1 to 50; default 12, which are about three days.</summary>
    [Range(1, 50)]
    public int Attempts { get; set; } = 12;

    /// <summary>The wait after the first try that failed; six times as long after each further one. 100 ms to 1 h; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait. 1 s to 1 d; default 12 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long deliveries can be looked at after they have ended. 1 h to 365 d; default 30 d.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether endpoints may be on the loopback interface, in private networks or otherwise not on the internet, and may be http. Default no.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Endpoints.SelectMany(pair => pair.Value.ErrorsOf(pair.Key, AllowPrivateAddresses).Prepend(WebhookIdText.IsValid(pair.Key) ? null : $"The webhook's id '{pair.Key}' is not {WebhookIdText.Allowed}."))
            .OfType<string>().Select(error => new ValidationResult(error));
}
