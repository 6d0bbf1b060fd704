namespace SegmentExport.Benchmarks.Soak;

/// <summary>How fast something grows.</summary>
internal static class Slope
{
    /// <summary>By least squares, for each minute; 0 where there are fewer than two readings.</summary>
    public static double PerMinute(IReadOnlyCollection<(double Minute, double Value)> readings)
    {
        if (readings.Count < 2)
        {
            return 0;
        }

        var (minute, value) = (readings.Average(reading => reading.Minute), readings.Average(reading => reading.Value));
        var spread = readings.Sum(reading => Math.Pow(reading.Minute - minute, 2));
        return spread == 0 ? 0 : readings.Sum(reading => (reading.Minute - minute) * (reading.Value - value)) / spread;
    }
}
