using CsCheck;
using SegmentExport.Packaging.Deflate;

namespace SegmentExport.Packaging.Tests.Deflate;

public sealed class HuffmanCodeTests
{
    [Fact]
    public void Build_AnyFrequencies_IsCompleteAndNoWordBeginsAnother() =>
        Gen.Int[0, 100_000].Array[2, 286].Sample(frequencies => Check(frequencies, 14));

    [Theory]
    [InlineData(7, 19)]
    [InlineData(14, 40)]
    [InlineData(15, 30)]
    public void Build_FrequenciesThatGrowLikeFibonaccis_StaysWithinTheLimit(int maxLength, int symbols)
    {
        var frequencies = new int[symbols];
        (frequencies[0], frequencies[1]) = (1, 1);
        for (var i = 2; i < symbols; i++)
        {
            frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
        }

        Check(frequencies, maxLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Build_FewerThanTwoSymbols_HasTwoWords(int used)
    {
        var code = new HuffmanCode(30, 15);
        var frequencies = new int[30];
        frequencies[17] = used;
        code.Build(frequencies);

        Assert.Equal(2, code.Lengths.Count(length => length == 1));
        Assert.Equal(28, code.Lengths.Count(length => length == 0));
    }

    private static void Check(int[] frequencies, int maxLength)
    {
        var code = new HuffmanCode(frequencies.Length, maxLength);
        code.Build(frequencies);

        // Kraft's sum is 1: no bit pattern is left over, none is ambiguous.
        Assert.Equal(1 << maxLength, code.Lengths.Where(length => length > 0).Sum(length => 1 << (maxLength - length)));
        var words = frequencies.Select((_, symbol) => symbol).Where(symbol => code.Lengths[symbol] > 0)
            .SelectMany(symbol => Enumerable.Range(0, 1 << (maxLength - code.Lengths[symbol])).Select(rest => code.Words[symbol] | (rest << code.Lengths[symbol])));
        Assert.Equal(1 << maxLength, words.Distinct().Count());
        Assert.All(frequencies.Select((frequency, symbol) => (frequency, symbol)).Where(pair => pair.frequency > 0), pair => Assert.InRange(code.Lengths[pair.symbol], 1, maxLength));

        // The rarer symbol never has the shorter word.
        var order = Enumerable.Range(0, frequencies.Length).Where(symbol => frequencies[symbol] > 0).OrderBy(symbol => frequencies[symbol]).ToList();
        Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(frequencies[pair.First] == frequencies[pair.Second] || code.Lengths[pair.First] >= code.Lengths[pair.Second]));
    }
}
