using System.Text.Json;
using System.Text.Unicode;
using SegmentExport.Domain.Catalog.Reading;

namespace SegmentExport.Domain.Catalog;

/// <summary>Reads the operator's catalog file and checks it whole: a catalog with an error is none.</summary>
public static class CatalogReader
{
    /// <summary>The largest file, in bytes: 16 MiB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxDepth = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a catalog. Comments and trailing commas are allowed; a property that does not exist is an error, for it is most likely a typing mistake.</summary>
    /// <param name="utf8Json">The file as it is, at most <see cref="MaxBytes"/>; a byte order mark is passed over.</param>
    /// <returns>The catalog, or all its errors. Never throws for what the file says.</returns>
    public static CatalogReading Read(ReadOnlySpan<byte> utf8Json)
    {
        var errors = new CatalogErrors();
        using var document = Parse(utf8Json.StartsWith(ByteOrderMark) ? utf8Json[ByteOrderMark.Length..] : utf8Json, errors);
        var catalog = document is null ? null : RootReader.Read(new Node(document.RootElement, "$", errors));
        return errors.IsEmpty ? new(catalog, []) : new(null, errors.All);
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> json, CatalogErrors errors)
    {
        if (json.Length > MaxBytes)
        {
            errors.Add("$", $"The file has {json.Length} bytes; at most {MaxBytes} are allowed.");
            return null;
        }

        if (!Utf8.IsValid(json))
        {
            errors.Add("$", "The file is not UTF-8. Save it in that encoding.");
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
            var document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? throw new JsonException("Something follows the end of the JSON.") : document;
        }
        catch (JsonException exception)
        {
            // The parser counts lines from 0, and says so at the end of its message.
            var (what, where) = (exception.Message.Split(" LineNumber:")[0], exception.LineNumber is { } line ? $" in line {line + 1}" : "");
            errors.Add("$", $"The file is not JSON (comments and trailing commas are allowed, at most {MaxDepth} levels){where}: {what}");
            return null;
        }
    }
}
