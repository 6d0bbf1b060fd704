using System.Numerics;
using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Columns;

/// <summary>A time of day as 13:05:00.25.</summary>
/// <typeparam name="T">How Arrow stores the count of units since midnight.</typeparam>
internal readonly struct TimeFormat<T>(TimeUnit unit) : IValueFormat<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ulong _nanoseconds = (ulong)(1_000_000_000 / TimeUnits.PerSecond(unit));

    /// <summary>What the values count.</summary>
    public TimeUnit Unit => unit;

    /// <inheritdoc />
    public int MaxLength => CalendarText.MaxTimeLength;

    /// <inheritdoc />
    public int Write(T value, Span<byte> destination) => CalendarText.WriteTime(ulong.CreateTruncating(value) * _nanoseconds, destination);
}
