namespace SegmentExport.Domain.Catalog.Review;

/// <summary>Looks through a catalog that is right for what is hardly meant, without asking a source.</summary>
public static class CatalogReview
{
    private const SpacePermissions Approver = SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads;

    /// <summary>All that was found, in the file's order.</summary>
    public static IEnumerable<CatalogAdvice> Review(this SpaceCatalog catalog) =>
        UnusedSources(catalog).Concat(catalog.Spaces.SelectMany((space, at) => ReviewSpace(space, $"spaces[{at}]")));

    private static IEnumerable<CatalogAdvice> UnusedSources(SpaceCatalog catalog) => catalog.Sources.Keys
        .Where(id => catalog.Spaces.All(space => space.Source != id))
        .Order(StringComparer.Ordinal)
        .Select(id => new CatalogAdvice($"sources.{id}", "No space reads from it. Take it out, or name it in a space."));

    private static IEnumerable<CatalogAdvice> ReviewSpace(Space space, string path)
    {
        foreach (var fields in space.Fields.Index().GroupBy(field => field.Item.Column, StringComparer.OrdinalIgnoreCase).Where(fields => fields.Count() > 1))
        {
            var (at, field) = fields.Last();
            yield return new($"{path}.fields[{at}].column", $"'{field.Column}' is the column of {fields.Count()} fields. A mask that one of them must have, the others get round: say \"required\" at each, or keep one.");
        }

        if (space.Segments.IsEmpty)
        {
            yield return new($"{path}.segments", "There are none, so nothing can be exported. Everybody is { \"id\": \"everyone\", \"name\": \"everyone\", \"where\": \"true\" }.");
        }

        if (space.Members.IsEmpty && space.Groups.IsEmpty)
        {
            yield return new($"{path}.members", "Nobody belongs to the space. Name members, or groups of the issuer's.");
        }
        else if (ReviewApprovers(space) is { } advice)
        {
            yield return new($"{path}.members", advice);
        }
    }

    private static string? ReviewApprovers(Space space)
    {
        // A member's groups are in tokens alone, so any group that gives one of the two may make an approver of a member.
        var given = space.Groups.Aggregate(SpacePermissions.None, (all, group) => all | group.Permissions);
        var approvers = space.Members.Count(member => ((member.Permissions | given) & Approver) == Approver);
        return (approvers, given & Approver) switch
        {
            (_, Approver) => null,
            (0, _) => "Nobody may approve, so that no file can ever be downloaded. Approving needs approve_downloads and view_all_downloads.",
            (1, _) when space.FourEyes => "One member alone may approve, and the space wants four eyes: nobody can approve what that one exports.",
            _ => null,
        };
    }
}
