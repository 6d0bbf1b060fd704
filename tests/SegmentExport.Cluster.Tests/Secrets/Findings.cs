using System.Text;
using SegmentExport.TestKit.Secrets;

namespace SegmentExport.Cluster.Tests.Secrets;

/// <summary>The places in which there is what must not be there. What is looked into has to hold something that is known to be in it: otherwise nothing was looked into.</summary>
internal sealed class Findings(SecretUsers users)
{
    private readonly Needles _secrets = users.Secrets;
    private readonly Needles _open = users.Open;
    private readonly List<string> _places = [];
    private readonly Dictionary<string, string> _credentials = [];

    /// <summary>Where something was found.</summary>
    public IReadOnlyList<string> Places => _places;

    /// <summary>Has something looked for that whoever reads it could use, or that says what was asked for: a token, a link, a password, a cursor. Its beginning or end is enough.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="text">All of it.</param>
    public void Keep(string what, string text)
    {
        const int Enough = 20;
        Assert.True(text.Length >= Enough, $"The {what} is too short to be looked for.");
        (_credentials[text[..Enough]], _credentials[text[^Enough..]]) = (what, what);
    }

    /// <summary>A file as a user has it: in it are the values that are not masked, and no secrets.</summary>
    public async Task AddFileAsync(string place, byte[] file)
    {
        var levels = new List<byte[]> { file };
        await foreach (var level in Unpacked.ReadAsync(file))
        {
            levels.Add(level);
        }

        Assert.True(levels.Exists(level => _open.AreIn(level)), $"Nothing was found in the {place}.");
        Add(place, levels.Exists(level => _secrets.AreIn(level)));
    }

    /// <summary>An answer of the gateway: no secrets.</summary>
    public void AddAnswer(string request, byte[] answer) => Add(request, _secrets.AreIn(answer));

    /// <summary>What the program keeps or tells its operators: no value of any user, be it masked or not.</summary>
    /// <param name="place">What it is.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="known">What is in it.</param>
    public void AddInside(string place, byte[] bytes, string known)
    {
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(known)) >= 0, $"'{known}' is not in the {place}: something else was looked into.");
        Add(place, _secrets.AreIn(bytes) || _open.AreIn(bytes));
        foreach (var (text, what) in _credentials)
        {
            Add($"{place}: {what}", new Needles([Encoding.UTF8.GetBytes(text)]).AreIn(bytes));
        }
    }

    private void Add(string place, bool isFound)
    {
        if (isFound)
        {
            _places.Add(place);
        }
    }
}
