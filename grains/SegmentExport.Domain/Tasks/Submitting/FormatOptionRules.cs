using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Tasks.Submitting;

/// <summary>How a file is written: values in their ranges, and none that the format has no use for.</summary>
internal static class FormatOptionRules
{
    /// <summary>Checks the options; an unknown format was said already, so nothing is said of options that might go with it.</summary>
    /// <returns>The options as they are kept: a format that compresses itself is stored as it is.</returns>
    public static FormatOptions Check(ExportFormat? format, FormatOptions? options, ErrorList errors)
    {
        var wanted = options ?? FormatOptions.Default;
        if (format is { } known)
        {
            CheckCombination(known, wanted, errors);
        }

        if (!FormatOptions.Delimiters.Contains(wanted.Delimiter, StringComparison.Ordinal))
        {
            Refuse(errors, "delimiter", "The delimiter is none of those allowed: comma, semicolon, tab, vertical bar.");
        }

        var text = wanted.NullText ?? "";
        if (text.Length > FormatOptions.MaxNullText || text.AsSpan().ContainsAny(['"', '\r', '\n', '\0', wanted.Delimiter]) || !Rules.FreeText.IsWellFormed(text))
        {
            Refuse(errors, "nullText", $"The text of a missing value has at most {FormatOptions.MaxNullText} characters, without delimiter, quote, line break and NUL.");
        }

        return wanted with { NullText = text, Compression = format == ExportFormat.Parquet ? PartCompression.None : wanted.Compression };
    }

    private static void CheckCombination(ExportFormat format, FormatOptions options, ErrorList errors)
    {
        var standard = FormatOptions.Default;
        RefuseUnless(format is ExportFormat.Csv || options.Delimiter == standard.Delimiter, "delimiter", "csv");
        RefuseUnless(format is ExportFormat.Csv || !options.ByteOrderMark, "byteOrderMark", "csv");
        RefuseUnless(format is ExportFormat.Csv || !options.LineFeedOnly, "lineFeedOnly", "csv");
        RefuseUnless(format is ExportFormat.Csv || string.IsNullOrEmpty(options.NullText), "nullText", "csv");
        RefuseUnless(format is ExportFormat.Csv || options.NeutralizeFormulas, "neutralizeFormulas", "csv");
        RefuseUnless(format is ExportFormat.Csv or ExportFormat.Xlsx || !options.DisplayNames, "displayNames", "csv and xlsx");

        // Deflate is what an unsaid compression reads as, so every format takes it.
        var fits = options.Compression switch
        {
            PartCompression.Deflate => true,
            PartCompression.Zstd => format is ExportFormat.Csv or ExportFormat.Jsonl,
            PartCompression.None => format is ExportFormat.Parquet,
            _ => false,
        };
        if (!fits)
        {
            Refuse(errors, "compression", $"The format {ApiNames.Of(format)} is not compressed so. Allowed: {AllowedCompressions(format)}.");
        }

        void RefuseUnless(bool fits, string option, string formats)
        {
            if (!fits)
            {
                Refuse(errors, option, $"The option does not go with the format {ApiNames.Of(format)}, only with {formats}. Leave it out.");
            }
        }
    }

    private static string AllowedCompressions(ExportFormat format) => format switch
    {
        ExportFormat.Csv or ExportFormat.Jsonl => "deflate, zstd",
        ExportFormat.Parquet => "none",
        _ => "deflate",
    };

    private static void Refuse(ErrorList errors, string option, string message) => errors.Add($"options.{option}", ErrorCodes.InvalidFormatOption, message);
}
