using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Numbers, days and times: as the source has them, but for moments in whole seconds, which Parquet has only in milliseconds.</summary>
internal sealed class FixedValues<T> : ParquetColumn
    where T : unmanaged
{
    private readonly FixedColumn<T> _column = new();
    private readonly NativeBuffer _values = new();
    private bool _isInSeconds;

    /// <inheritdoc />
    public override long Bytes => _values.Length;

    /// <inheritdoc />
    public override IArrowType TypeOf(IArrowType source) => IsInSeconds(source, out var zone) ? new TimestampType(TimeUnit.Millisecond, zone) : source;

    /// <inheritdoc />
    public override void Bind(ArrayData data)
    {
        _column.Bind(data);
        _isInSeconds = IsInSeconds(data.DataType, out _);
    }

    /// <inheritdoc />
    public override void Append(int row, int count)
    {
        var values = MemoryMarshal.Cast<byte, T>(_values.Reserve(count * Unsafe.SizeOf<T>()))[..count];
        for (var i = 0; i < count; i++)
        {
            var isNull = _column.IsNull(row + i);
            Validity.Add(!isNull);

            // What stands where no value is depends on the source's memory.
            values[i] = isNull ? default : _column.Get(row + i);
        }

        if (_isInSeconds)
        {
            ToMilliseconds(MemoryMarshal.Cast<T, long>(values));
        }

        _values.Advance(count * Unsafe.SizeOf<T>());
    }

    /// <inheritdoc />
    public override void Sample(int step, DistinctCounter counter)
    {
        var width = Unsafe.SizeOf<T>();
        for (var at = 0; at < _values.Length; at += width * step)
        {
            counter.Add(_values.GetSpan().Slice(at, width));
        }
    }

    /// <inheritdoc />
    public override void Clear()
    {
        base.Clear();
        _values.Clear();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _column.Dispose();
        ((IDisposable)_values).Dispose();
    }

    /// <inheritdoc />
    protected override IEnumerable<ArrowBuffer> Buffers() => [new(_values.Memory)];

    private static bool IsInSeconds(IArrowType type, out string? zone)
    {
        zone = (type as TimestampType)?.Timezone;
        return type is TimestampType { Unit: TimeUnit.Second };
    }

    private static void ToMilliseconds(Span<long> moments)
    {
        foreach (ref var moment in moments)
        {
            // DuckDB's infinite moments stay so.
            moment = moment is long.MaxValue or -long.MaxValue ? moment : checked(moment * 1000);
        }
    }
}
