using SegmentExport.TestKit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(TestRun))]

// Each test starts a cluster of its own; side by side they would take each other's cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
