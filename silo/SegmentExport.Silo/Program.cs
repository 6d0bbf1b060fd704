using SegmentExport.Hosting.Webhooks;
using SegmentExport.Silo;

return args switch
{
    ["migrate", .. var settings] => await Command.RunAsync(settings, Migration.RunAsync),
    ["rewrap", .. var settings] => await Command.RunAsync(settings, Rewrapping.RunAsync),
    ["verify-audit", .. var settings] => await Command.RunAsync(settings, Verification.RunAsync),
    ["catalog", "check", .. var settings] => await Command.RunAsync(settings, CatalogTools.CheckAsync),
    ["catalog", "init", var kind, var place, .. var settings] => await Command.RunAsync(settings, CatalogTools.Init(kind, place)),
    ["catalog", ..] => await Command.RunAsync([], CatalogTools.Explain),
    ["webhooks", "list", .. var settings] => await Command.RunAsync(settings, configuration => WebhookCommands.ListAsync(configuration, settings)),
    ["webhooks", "redeliver", .. var settings] => await Command.RunAsync(settings, configuration => WebhookCommands.RedeliverAsync(configuration, settings)),
    ["sample", .. var settings] => await Command.RunAsync(settings, Sample.RunAsync),
    _ => await SiloApplication.RunAsync(args),
};
