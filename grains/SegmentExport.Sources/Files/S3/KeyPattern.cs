using System.Text;
using System.Text.RegularExpressions;

namespace SegmentExport.Sources.Files.S3;

/// <summary>Names of objects: <c>*</c> and <c>?</c> stand for anything but a slash, <c>**</c> between slashes for any number of folders.</summary>
internal sealed class KeyPattern
{
    private readonly string _text;
    private readonly Regex? _form;

    /// <param name="text">The pattern; without any of those it is one name.</param>
    public KeyPattern(string text)
    {
        _text = text;
        var wildcard = text.AsSpan().IndexOfAny('*', '?');
        Prefix = wildcard < 0 ? text : text[..wildcard];

        // Without backtracking: a pattern of many stars costs no more than the names are long.
        _form = wildcard < 0 ? null : new(Translate(text), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    /// <summary>What all such names begin with.</summary>
    public string Prefix { get; }

    /// <summary>Whether it is one name.</summary>
    public bool IsName => _form is null;

    /// <summary>Whether a name is one of them. Names that end with a slash are folders, as some tools write them.</summary>
    public bool Matches(string name) => !name.EndsWith('/') && (_form?.IsMatch(name) ?? name == _text);

    private static string Translate(string text)
    {
        var form = new StringBuilder("^");
        var segments = text.Split('/');
        foreach (var (at, segment) in segments.Index())
        {
            var isLast = at == segments.Length - 1;
            if (segment == "**" && !isLast)
            {
                form.Append("(?:[^/]+/)*");
                continue;
            }

            foreach (var letter in segment)
            {
                form.Append(letter switch { '*' => "[^/]*", '?' => "[^/]", _ => Regex.Escape(letter.ToString()) });
            }

            form.Append(isLast ? @"\z" : "/");
        }

        return form.ToString();
    }
}
