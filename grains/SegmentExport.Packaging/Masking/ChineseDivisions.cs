using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace SegmentExport.Packaging.Masking;

/// <summary>
/// The provinces and cities of China (GB/T 2260): a closed list, because a marker such as 省 or 市 alone would let through whatever stands before it. It changes
/// once in some years; a city that is not on it is hidden, no more.
/// </summary>
internal static class ChineseDivisions
{
    /// <summary>All provinces, in the order of their codes.</summary>
    public static ImmutableArray<Province> Provinces { get; } = [.. Read()];

    // The cities by their first character, three bytes, so that an address that begins with one is compared with a few only.
    private static readonly FrozenDictionary<int, (Province Province, byte[] City)[]> Cities = Provinces
        .SelectMany(province => province.Cities.Select(city => (Province: province, City: city)))
        .GroupBy(entry => FirstCharacter(entry.City))
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The longest province and city together, in bytes.</summary>
    public static int MaxLength { get; } = Provinces.Max(province => province.Name.Length + province.Cities.Select(city => city.Length).DefaultIfEmpty().Max());

    /// <summary>Finds the province whose full name a text begins with.</summary>
    public static Province? FindByName(ReadOnlySpan<byte> text)
    {
        foreach (var province in Provinces)
        {
            if (Begins(text, province.Name))
            {
                return province;
            }
        }

        return null;
    }

    /// <summary>Finds the province whose short name a text begins with.</summary>
    public static Province? FindByShortName(ReadOnlySpan<byte> text)
    {
        foreach (var province in Provinces)
        {
            if (text.StartsWith(province.ShortName))
            {
                return province;
            }
        }

        return null;
    }

    /// <summary>Finds the city of a province that a text begins with.</summary>
    public static byte[]? FindCity(Province province, ReadOnlySpan<byte> text)
    {
        foreach (var city in province.Cities)
        {
            if (Begins(text, city))
            {
                return city;
            }
        }

        return null;
    }

    /// <summary>Finds the city of any province that a text begins with.</summary>
    public static (Province Province, byte[] City)? FindCity(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 3 && Cities.TryGetValue(FirstCharacter(text), out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (Begins(text, candidate.City))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    // 中山市场 is a market, not the city of 中山.
    private static bool Begins(ReadOnlySpan<byte> text, byte[] name) => text.StartsWith(name) && !text[name.Length..].StartsWith("场"u8);

    private static int FirstCharacter(ReadOnlySpan<byte> text) => text[0] << 16 | text[1] << 8 | text[2];

    private static IEnumerable<Province> Read()
    {
        using var list = typeof(ChineseDivisions).Assembly.GetManifestResourceStream("divisions.txt")!;
        using var reader = new StreamReader(list);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var names = Array.ConvertAll(line.Split(' '), Encoding.UTF8.GetBytes);
                yield return new(names[0], names[1], names[2..]);
            }
        }
    }
}
