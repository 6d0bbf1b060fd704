using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Sources.Columns;

/// <summary>A column whose values all have one width.</summary>
/// <typeparam name="T">How a value is stored.</typeparam>
/// <typeparam name="TDecoder">How it is read.</typeparam>
/// <param name="type">What the column becomes.</param>
/// <param name="decoder">Reads a value.</param>
internal sealed class FixedBuilder<T, TDecoder>(IArrowType type, TDecoder decoder) : ColumnBuilder(type)
    where T : unmanaged
    where TDecoder : struct, IValueDecoder<T>
{
    private readonly byte[] _values = new byte[MaxRows * Unsafe.SizeOf<T>()];

    /// <inheritdoc />
    protected override void Add(ReadOnlySpan<byte> value) => Set(decoder.Decode(value));

    /// <inheritdoc />
    protected override void AddNull() => Set(default);

    /// <inheritdoc />
    protected override IEnumerable<ArrowBuffer> Buffers() => [new(_values.AsMemory(0, Count * Unsafe.SizeOf<T>()))];

    private void Set(T value) => MemoryMarshal.Write(_values.AsSpan(Count * Unsafe.SizeOf<T>()), in value);
}
