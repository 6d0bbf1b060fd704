using SegmentExport.TestKit;

[assembly: AssemblyFixture(typeof(TestRun))]
