using SegmentExport.Silo;

return args switch
{
    ["migrate", .. var settings] => await Migration.RunAsync(ProcessSettings.Read(settings)),
    ["sample", .. var settings] => await Sample.RunAsync(ProcessSettings.Read(settings)),
    _ => await SiloApplication.RunAsync(args),
};
