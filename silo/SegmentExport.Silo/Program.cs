using SegmentExport.Silo;

return args switch
{
    ["migrate", .. var settings] => await Command.RunAsync(settings, Migration.RunAsync),
    ["rewrap", .. var settings] => await Command.RunAsync(settings, Rewrapping.RunAsync),
    ["verify-audit", .. var settings] => await Command.RunAsync(settings, Verification.RunAsync),
    ["sample", .. var settings] => await Command.RunAsync(settings, Sample.RunAsync),
    _ => await SiloApplication.RunAsync(args),
};
