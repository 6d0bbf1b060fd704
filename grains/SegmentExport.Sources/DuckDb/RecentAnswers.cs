using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Sources.DuckDb;

/// <summary>What was found out about a state of a source that never changes. Bounded: there are as many questions as callers can think of.</summary>
/// <typeparam name="T">What was found out; immutable.</typeparam>
internal sealed class RecentAnswers<T>
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, T> _answers = new(StringComparer.Ordinal);

    /// <summary>Looks a question up.</summary>
    public bool TryGet(string question, [MaybeNullWhen(false)] out T answer) => _answers.TryGetValue(question, out answer);

    /// <summary>Keeps an answer for a while.</summary>
    public void Add(string question, T answer)
    {
        // All go at once: which of them are asked for again nobody knows, and to ask the source again is cheap beside keeping account of it.
        if (_answers.Count >= Most)
        {
            _answers.Clear();
        }

        _answers[question] = answer;
    }
}
