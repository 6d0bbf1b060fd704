using System.Diagnostics;
using System.Diagnostics.Metrics;
using SegmentExport.Domain.Errors;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>Calls of something outside of the program, each a measurement of <c>segment_export.{name}.duration</c>, by operation and, where it failed, by error; and a span.</summary>
internal sealed class ExternalCalls
{
    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);

    private readonly string _name;
    private readonly TimeSpan _quick;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instrument.</summary>
    /// <param name="name">What is called.</param>
    /// <param name="description">The instrument's description.</param>
    /// <param name="quick">Calls that were answered faster are no span: from memory, say. Default: all are.</param>
    public ExternalCalls(string name, string description, TimeSpan quick = default) =>
        (_name, _quick, _duration) = (name, quick, Meter.CreateHistogram(
            $"segment_export.{name}.duration", "s", $"{description}, by operation and error.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60] }));

    /// <summary>Makes a call.</summary>
    /// <param name="operation">What is done: one of few words.</param>
    /// <param name="call">Does it.</param>
    /// <param name="errorOf">What is wrong with an answer, in one of few words; null: nothing.</param>
    public async ValueTask<T> MeasureAsync<T>(string operation, Func<ValueTask<T>> call, Func<T, string?>? errorOf = null)
    {
        using var span = _quick == default ? Start(operation) : null;
        var (started, error) = (Stopwatch.GetTimestamp(), (string?)null);
        try
        {
            var answer = await call();
            error = errorOf?.Invoke(answer);
            return answer;
        }
        catch (Exception fault)
        {
            error = ErrorOf(fault);
            throw;
        }
        finally
        {
            var taken = Stopwatch.GetElapsedTime(started);
            SetError(span, error);
            Record(operation, taken, error);
            if (_quick != default && (error is not null || taken >= _quick))
            {
                Tell(operation, taken, error);
            }
        }
    }

    /// <inheritdoc cref="MeasureAsync{T}" />
    public async ValueTask MeasureAsync(string operation, Func<ValueTask> call) => await MeasureAsync(operation, async () =>
    {
        await call();
        return true;
    });

    /// <summary>Measures what was called piece by piece.</summary>
    /// <param name="operation">What was done: one of few words.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="error">What was wrong, in one of few words; null: nothing.</param>
    public void Record(string operation, TimeSpan duration, string? error)
    {
        var tags = new TagList { { "segment_export.operation", operation } };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        _duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>Tells, in the current trace, of what has just ended.</summary>
    /// <param name="operation">As above.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="error">What was wrong; null: nothing.</param>
    public void Tell(string operation, TimeSpan duration, string? error)
    {
        using var span = Start(operation, TimeProvider.System.GetUtcNow() - duration);
        SetError(span, error);
    }

    /// <summary>What is wrong, in one of few words: a code of ours or a type. A message could hold anything.</summary>
    public static string ErrorOf(Exception fault) => fault is PackagingException { Code: var code } ? code : fault.GetType().Name;

    private Activity? Start(string operation, DateTimeOffset startTime = default) => SegmentExportTelemetry.Start($"segment_export.{_name}.{operation}", ActivityKind.Client, startTime);

    private static void SetError(Activity? span, string? error)
    {
        if (error is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error);
        }
    }
}
