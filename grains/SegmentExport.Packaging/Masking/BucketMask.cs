using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SegmentExport.Packaging.Masking;

/// <summary><c>bucket</c>: the range that a number lies in: <c>&lt;18</c>, <c>[18,30)</c> with 18 in it and 30 not, <c>≥60</c>.</summary>
internal sealed class BucketMask : ValueMask
{
    // Beyond this, decimals end; as the bounds are decimals, such a number lies beyond them all.
    private const double DecimalLimit = 7.9e28;

    private readonly decimal[] _bounds;
    private readonly byte[][] _labels;
    private readonly int _maxLength;

    /// <param name="bounds">Strictly rising. Without any, everything is masked whole.</param>
    public BucketMask(ImmutableArray<decimal> bounds)
    {
        _bounds = [.. bounds.AsSpan()];
        _labels = [.. Labels(_bounds).Select(Encoding.UTF8.GetBytes)];
        _maxLength = Math.Max(_labels.Max(label => label.Length), MaskedWhole.Length);
    }

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => _maxLength;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var range = FindRange(value.Trim((byte)' '));
        if (range < 0)
        {
            return MaskedWhole.Write(destination);
        }

        _labels[range].CopyTo(destination);
        return _labels[range].Length;
    }

    private static IEnumerable<string> Labels(decimal[] bounds) => bounds.Length == 0
        ? ["***"]
        : [Invariant($"<{bounds[0]}"), .. bounds.Zip(bounds.Skip(1), (from, to) => Invariant($"[{from},{to})")), Invariant($"≥{bounds[^1]}")];

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private int FindRange(ReadOnlySpan<byte> text)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number))
        {
            var range = 0;
            while (range < _bounds.Length && number >= _bounds[range])
            {
                range++;
            }

            return range;
        }

        return !double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var large) || !double.IsFinite(large) || Math.Abs(large) < DecimalLimit
            ? -1
            : large < 0 ? 0 : _bounds.Length;
    }
}
