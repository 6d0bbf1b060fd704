using System.Text.Unicode;

namespace SegmentExport.Packaging.Masking;

/// <summary><c>keep</c>: the first and the last characters stay, with <c>***</c> between, however many are hidden. A value that has no others is masked whole.</summary>
internal sealed class KeepMask : ValueMask
{
    private readonly int _first;

    // Where the last characters begin: a ring, since they are known only at the end.
    private readonly int[] _starts;

    /// <param name="first">How many stay in front; 0 and up.</param>
    /// <param name="last">How many stay at the end; 0 and up.</param>
    public KeepMask(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(last);
        _first = first;
        _starts = new int[last];
    }

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => (int)Math.Min(valueLength, (long)Graphemes.MaxLength * (_first + _starts.Length)) + MaskedWhole.Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (!Utf8.IsValid(value))
        {
            return MaskedWhole.Write(destination);
        }

        var (count, head, slot) = (0, 0, 0);
        for (var at = 0; at < value.Length; count++)
        {
            if (_starts.Length > 0)
            {
                _starts[slot] = at;
                slot = slot + 1 == _starts.Length ? 0 : slot + 1;
            }

            var length = Graphemes.FirstLength(value[at..]);
            if (length < 0)
            {
                return MaskedWhole.Write(destination);
            }

            at += length;
            head = count < _first ? at : head;
        }

        if (count <= _first + _starts.Length)
        {
            return MaskedWhole.Write(destination);
        }

        value[..head].CopyTo(destination);
        MaskedWhole.Text.CopyTo(destination[head..]);
        var tail = _starts.Length == 0 ? [] : value[_starts[slot]..];
        tail.CopyTo(destination[(head + MaskedWhole.Length)..]);
        return head + MaskedWhole.Length + tail.Length;
    }
}
