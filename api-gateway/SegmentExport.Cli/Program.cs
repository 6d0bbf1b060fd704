using SegmentExport.Cli;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;

return await SegxProgram.RunAsync(args, new(Terminal.OfProcess(), Environment.GetEnvironmentVariable, CredentialFile.OfUser(Environment.GetEnvironmentVariable), TimeProvider.System));
