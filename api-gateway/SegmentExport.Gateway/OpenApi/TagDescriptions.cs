using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Says of each group of operations what it is about.</summary>
internal static class TagDescriptions
{
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = tag.Name switch
            {
                "Sign-in" => "A token for development; where a cluster runs, tokens come from the organisation's own issuer.",
                "Spaces" => "What the caller may export, and from which segments.",
                "Users" => "The users of a segment, as its portrait lists them.",
                "Download tasks" => "An export from the submission to its end.",
                "Files" => "What comes of a task that is both approved and packed.",
                "Audit" => "Who did what, and what came of it.",
                "Webhooks" => "What other systems were told of the space's tasks, and were not.",
                "Operations" => "How the cluster is, for who operates the installation: `operators` of the catalog.",
                "Health" => "For operators and load balancers.",
                _ => throw new NotSupportedException($"The group '{tag.Name}' has no description yet."),
            };
        }
    }
}
