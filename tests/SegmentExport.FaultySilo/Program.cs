using SegmentExport.FaultySilo;
using SegmentExport.Silo;

// The silo as it is, with what tests do to it around it. The product itself has no switch for any of that.
return await SiloApplication.RunAsync(args, FaultyServices.AddTo);
