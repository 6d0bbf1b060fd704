namespace SegmentExport.WebConsole.Tests.Performance;

/// <summary>Tests that nothing else may run beside.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;
