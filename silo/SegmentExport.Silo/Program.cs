using SegmentExport.Silo;

return args is ["migrate", .. var settings] ? await Migration.RunAsync(settings) : await SiloApplication.RunAsync(args);
