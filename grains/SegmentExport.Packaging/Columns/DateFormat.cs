namespace SegmentExport.Packaging.Columns;

/// <summary>A day as 2024-05-31; Arrow counts days since 1970. DuckDB's infinite days keep their names.</summary>
internal readonly struct DateFormat : IValueFormat<int>
{
    /// <inheritdoc />
    public int MaxLength => CalendarText.MaxDateLength;

    /// <inheritdoc />
    public int Write(int value, Span<byte> destination)
    {
        if (value is int.MaxValue or -int.MaxValue)
        {
            return CalendarText.WriteInfinity(value < 0, destination);
        }

        var written = CalendarText.WriteDate(value, destination, out var beforeChrist);
        return written + (beforeChrist ? CalendarText.WriteEra(destination[written..]) : 0);
    }
}
