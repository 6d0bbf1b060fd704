using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>The table of golden values, vectors.tsv.</summary>
internal static partial class MaskVectors
{
    public const string NoValue = "<null>";

    public static IEnumerable<(string Rule, string Value, string Masked)> Read()
    {
        using var table = typeof(MaskVectors).Assembly.GetManifestResourceStream("vectors.tsv")!;
        using var reader = new StreamReader(table);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var cells = line.Split('\t');
                yield return (cells[0], cells[1], cells[2]);
            }
        }
    }

    public static MaskingRule Rule(string text)
    {
        var words = text.Split(' ');
        Assert.True(ApiNames.TryParse<MaskingKind>(words[0], out var kind), words[0]);
        var numbers = words[1..].Select(word => decimal.Parse(word, CultureInfo.InvariantCulture)).ToImmutableArray();
        return kind switch
        {
            MaskingKind.Keep => new() { Kind = kind, First = (int)numbers[0], Last = (int)numbers[1] },
            MaskingKind.Bucket => new() { Kind = kind, Bounds = numbers },
            _ => new() { Kind = kind },
        };
    }

    /// <summary>A cell's bytes.</summary>
    public static byte[] Bytes(string cell)
    {
        var bytes = new List<byte>();
        var at = 0;
        foreach (Match escape in Escapes().Matches(cell))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(cell[at..escape.Index]));
            var number = int.Parse(escape.Groups["hex"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bytes.AddRange(escape.Groups["kind"].Value == "x" ? [(byte)number] : Encoding.UTF8.GetBytes(char.ConvertFromUtf32(number)));
            at = escape.Index + escape.Length;
        }

        return [.. bytes, .. Encoding.UTF8.GetBytes(cell[at..])];
    }

    [GeneratedRegex(@"\\(?<kind>[ux])\{(?<hex>[0-9A-F]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Escapes();
}
