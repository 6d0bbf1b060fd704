using SegmentExport.Gateway;

return await GatewayApplication.RunAsync(args);
