using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>Turns the body of a create call into the grain's request. What it means is checked by the domain.</summary>
internal static class SubmitRequests
{
    /// <summary>Reads the body.</summary>
    /// <returns>Null, or what is wrong with its form.</returns>
    public static ProblemHttpResult? Read(CreateDownloadTask body, OperationId operation, out SubmitRequest? request)
    {
        request = null;
        if (ReadOptions(body.Options, out var options) is { } problem)
        {
            return problem;
        }

        request = new SubmitRequest
        {
            SegmentId = body.SegmentId ?? "",
            Reason = body.Reason,
            Fields = [.. (body.Fields ?? []).Select(field => new FieldChoice(field?.Id ?? "", field?.Masking))],
            Filters = [.. (body.Filters ?? []).Select(filter => new FilterChoice(filter?.Field ?? "", filter?.Operator ?? "", filter?.Value))],
            Format = body.Format,
            Options = options,
            Origin = body.Origin,
            Operation = operation,
        };
        return null;
    }

    private static ProblemHttpResult? ReadOptions(Client.Contracts.FileOptions? from, out FormatOptions? options)
    {
        options = null;
        if (from is null)
        {
            return null;
        }

        var compression = PartCompression.Deflate;
        if (from.Compression is { } name && !ApiNames.TryParse(name, out compression))
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest,
                ErrorCodes.InvalidFormatOption,
                $"There is no such compression. Allowed: {string.Join(", ", ApiNames.All<PartCompression>())}.",
                "options.compression");
        }

        if (from.Delimiter is { Length: not 1 })
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest, ErrorCodes.InvalidFormatOption, "The delimiter is one character: a comma, a semicolon, a tab or a bar.", "options.delimiter");
        }

        var defaults = FormatOptions.Default;
        options = new()
        {
            Compression = compression,
            Delimiter = from.Delimiter?[0] ?? defaults.Delimiter,
            ByteOrderMark = from.ByteOrderMark ?? defaults.ByteOrderMark,
            DisplayNames = from.DisplayNames ?? defaults.DisplayNames,
            LineFeedOnly = from.LineFeedOnly ?? defaults.LineFeedOnly,
            NullText = from.NullText ?? defaults.NullText,
            NeutralizeFormulas = from.NeutralizeFormulas ?? defaults.NeutralizeFormulas,
        };
        return null;
    }
}
