namespace SegmentExport.Benchmarks.Cases;

/// <summary>Something that is measured and told in one line.</summary>
internal interface IBenchmarkCase
{
    /// <summary>Its name on the command line and in its line.</summary>
    string Name { get; }

    /// <summary>Whether it is run where no case is named.</summary>
    bool IsDefault => true;

    /// <summary>Measures it.</summary>
    /// <returns>The line: <c>case=…</c> and numbers.</returns>
    Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken);
}
