using SegmentExport.Gateway;

await GatewayApplication.Create(args).RunAsync();
