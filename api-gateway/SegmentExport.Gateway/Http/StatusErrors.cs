using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace SegmentExport.Gateway.Http;

/// <summary>Error codes that an operation answers with one status.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="Codes">The codes.</param>
internal sealed record StatusErrors(int StatusCode, IReadOnlyList<string> Codes) : IProducesResponseTypeMetadata
{
    public Type Type => typeof(ProblemDetails);

    public IEnumerable<string> ContentTypes => [Problem.MediaType];
}
