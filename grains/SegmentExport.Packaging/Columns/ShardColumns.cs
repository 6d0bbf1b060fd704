using Apache.Arrow;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Columns;

/// <summary>Makes a writer for each column of a shard.</summary>
internal static class ShardColumns
{
    /// <summary>One writer a column, in order; a masked column is a column of text.</summary>
    /// <typeparam name="TWriter">The format's writer of a column.</typeparam>
    /// <param name="request">The columns and their masking.</param>
    /// <param name="schema">What the source gives.</param>
    /// <param name="visitor">Makes the writers.</param>
    /// <exception cref="PackagingException">A type cannot be written, or the source gives other columns than were asked for.</exception>
    public static TWriter[] Create<TWriter>(ShardPackRequest request, Schema schema, IColumnVisitor<TWriter> visitor)
        where TWriter : class
    {
        if (schema.FieldsList.Count != request.Columns.Length)
        {
            throw new PackagingException(
                ErrorCodes.SourceChanged,
                $"The source gives {schema.FieldsList.Count} columns where {request.Columns.Length} were asked for. Create the task again.",
                isTransient: false);
        }

        var writers = new TWriter[request.Columns.Length];
        for (var i = 0; i < writers.Length; i++)
        {
            var (column, type) = (request.Columns[i], schema.FieldsList[i].DataType);
            writers[i] = (column.Masking is { } rule
                    ? ColumnTypes.Visit(type, TextVisitor.Instance) is { } raw ? Mask(raw, rule, request.HashKey, visitor) : null
                    : ColumnTypes.Visit(type, visitor))
                ?? throw new PackagingException(
                    ErrorCodes.UnsupportedType,
                    $"Field '{column.Field}' has the type {type.Name}, which {request.Format.ToString().ToLowerInvariant()} cannot hold. Supported are {ColumnTypes.Supported}. Leave the field out, or convert it in the source.",
                    isTransient: false);
        }

        return writers;
    }

    private static TWriter Mask<TWriter>(ITextSource raw, MaskingRule rule, ReadOnlyMemory<byte> hashKey, IColumnVisitor<TWriter> visitor) =>
        rule.Kind == MaskingKind.Hash ? visitor.Text(new HashedSource(raw, hashKey)) : visitor.Text(new MaskedSource(raw, ValueMasks.Create(rule, hashKey.Span)));
}
