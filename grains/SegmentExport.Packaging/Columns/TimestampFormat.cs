using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Columns;

/// <summary>A moment as 2024-05-31 13:05:00.25, an instant with <c>+00</c> behind it: in UTC. DuckDB's infinite moments keep their names.</summary>
internal readonly struct TimestampFormat(TimeUnit unit, bool isInstant) : IValueFormat<long>
{
    private readonly long _perDay = 86_400 * TimeUnits.PerSecond(unit);
    private readonly ulong _nanoseconds = (ulong)(1_000_000_000 / TimeUnits.PerSecond(unit));

    /// <summary>What the values count.</summary>
    public TimeUnit Unit => unit;

    /// <summary>Whether they are instants in UTC.</summary>
    public bool IsInstant => isInstant;

    /// <inheritdoc />
    public int MaxLength => 64;

    /// <inheritdoc />
    public int Write(long value, Span<byte> destination)
    {
        if (value is long.MaxValue or -long.MaxValue)
        {
            return CalendarText.WriteInfinity(value < 0, destination);
        }

        var days = Math.DivRem(value, _perDay, out var rest);
        if (rest < 0)
        {
            (days, rest) = (days - 1, rest + _perDay);
        }

        var written = CalendarText.WriteDate(days, destination, out var beforeChrist);
        destination[written++] = (byte)' ';
        written += CalendarText.WriteTime((ulong)rest * _nanoseconds, destination[written..]);
        if (isInstant)
        {
            "+00"u8.CopyTo(destination[written..]);
            written += 3;
        }

        return written + (beforeChrist ? CalendarText.WriteEra(destination[written..]) : 0);
    }
}
