using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Gathers the values of one column until a row group is full. Its memory is kept from one row group to the next.</summary>
internal abstract class ParquetColumn : IDisposable
{
    /// <summary>Whether each value is there.</summary>
    protected BitBuffer Validity { get; } = new();

    /// <summary>The values' bytes, as Arrow lays them out.</summary>
    public abstract long Bytes { get; }

    /// <summary>What the column is stored as.</summary>
    /// <param name="source">What the source gives.</param>
    public abstract IArrowType TypeOf(IArrowType source);

    /// <summary>Turns to a batch.</summary>
    public abstract void Bind(ArrayData data);

    /// <summary>Takes over rows of the batch.</summary>
    public abstract void Append(int row, int count);

    /// <summary>The rows gathered so far, over the column's own memory: valid until more are added.</summary>
    /// <param name="type">What <see cref="TypeOf"/> said.</param>
    public IArrowArray ToArray(IArrowType type)
    {
        var nulls = Validity.Count - Validity.Set;
        return ArrowArrayFactory.BuildArray(new ArrayData(
            type, Validity.Count, nulls, 0, [nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(Validity.Memory), .. Buffers()]));
    }

    /// <summary>Hands every so manyth of the gathered values to a counter.</summary>
    public abstract void Sample(int step, DistinctCounter counter);

    /// <summary>Forgets the rows.</summary>
    public virtual void Clear() => Validity.Clear();

    /// <inheritdoc />
    public virtual void Dispose() => Validity.Dispose();

    /// <summary>The buffers behind the validity bits.</summary>
    protected abstract IEnumerable<ArrowBuffer> Buffers();
}
