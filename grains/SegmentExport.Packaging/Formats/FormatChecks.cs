using System.Collections.Immutable;
using Apache.Arrow;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Xlsx;

namespace SegmentExport.Packaging.Formats;

/// <summary>Refuses, before a task is made, what a format cannot write.</summary>
public static class FormatChecks
{
    /// <summary>Checks columns and options against a format.</summary>
    /// <param name="schema">What the source gives for the columns, in their order.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="format">What is to be written.</param>
    /// <param name="options">How it is to be written.</param>
    /// <returns>Everything that is wrong: paths <c>fields[i]</c> and <c>options.…</c>; empty where all is well.</returns>
    public static IReadOnlyList<RequestError> Check(Schema schema, ImmutableArray<ExportColumn> columns, ExportFormat format, FormatOptions options)
    {
        var errors = new List<RequestError>();
        for (var i = 0; i < columns.Length; i++)
        {
            var type = schema.FieldsList[i].DataType;
            if (!ColumnTypes.IsSupported(type))
            {
                errors.Add(new($"fields[{i}]", ErrorCodes.UnsupportedType,
                    $"Field '{columns[i].Field}' has the type {type.Name}. Supported are {ColumnTypes.Supported}. Leave the field out, or convert it in the source."));
            }
        }

        if (format == ExportFormat.Xlsx && columns.Length > SheetLayout.MaxColumns)
        {
            errors.Add(new("fields", ErrorCodes.TooManyFields, $"There are {columns.Length} fields; a sheet has at most {SheetLayout.MaxColumns} columns. Choose fewer, or another format."));
        }

        errors.AddRange(CheckOptions(format, options));
        return errors;
    }

    private static IEnumerable<RequestError> CheckOptions(ExportFormat format, FormatOptions options)
    {
        if (ContainerKinds.For(format, options.Compression).IsEmpty)
        {
            yield return Invalid("compression", $"{format} is not written with the compression {options.Compression}.");
        }

        if (!FormatOptions.Delimiters.Contains(options.Delimiter, StringComparison.Ordinal))
        {
            yield return Invalid("delimiter", "The delimiter is one of comma, semicolon, tab and vertical bar.");
        }

        if (options.NullText.Length > FormatOptions.MaxNullText || options.NullText.AsSpan().IndexOfAny(['"', '\r', '\n', options.Delimiter]) >= 0)
        {
            yield return Invalid("nullText", $"The text of missing values has at most {FormatOptions.MaxNullText} characters, without delimiter, quote and line break.");
        }

        if (options.NeutralizeFormulas && options.NullText.Length > 1 && "=+-@\t".Contains(options.NullText[0], StringComparison.Ordinal))
        {
            yield return Invalid("nullText", "The text of missing values would be run as a formula. Choose one that does not begin with = + - @ or a tab.");
        }
    }

    private static RequestError Invalid(string option, string message) => new($"options.{option}", ErrorCodes.InvalidFormatOption, message);
}
