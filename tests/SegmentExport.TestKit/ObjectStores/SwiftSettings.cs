using SegmentExport.TestKit.Processes;

namespace SegmentExport.TestKit.ObjectStores;

/// <summary>The settings of the four servers that Swift is: one device, one replica, one process each.</summary>
internal sealed class SwiftSettings(string folder, string secret)
{
    /// <summary>Writes the rings: where the one device of each kind of server is.</summary>
    public const string Rings = """
        import sys
        from swift.common.ring import RingBuilder
        for name, port in zip(("account", "container", "object"), sys.argv[2:]):
            builder = RingBuilder(0, 1, 0)
            builder.add_dev({"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "disk", "weight": 1})
            builder.rebalance()
            builder.get_ring().save(f"{sys.argv[1]}/{name}.ring.gz")
        """;

    private static readonly string[] Backends = ["account", "container", "object"];

    private readonly int[] _ports = [.. Backends.Select(_ => FreePort.Find())];

    /// <summary>The port of the server that speaks S3.</summary>
    public int ProxyPort { get; } = FreePort.Find();

    /// <summary>The ports of the others, in the order of the rings.</summary>
    public IEnumerable<string> Ports => _ports.Select(port => $"{port}");

    /// <summary>Writes them into the folder, beside which the device is.</summary>
    public void Write()
    {
        Directory.CreateDirectory(Path.Combine(folder, "devices", "disk"));
        File.WriteAllText(Path.Combine(folder, "swift.conf"), "[swift-hash]\nswift_hash_path_prefix = tests\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = only\ndefault = yes\n");
        foreach (var (name, port) in Backends.Zip(_ports))
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.conf"), $"""
                {Common(port)}
                devices = {folder}/devices
                mount_check = false
                disable_fallocate = true
                [pipeline:main]
                pipeline = {name}-server
                [app:{name}-server]
                use = egg:swift#{name}
                # Listings know of an object before its writer does, also on a busy machine.
                container_update_timeout = 60
                """);
        }

        string[] filters = ["catch_errors", "gatekeeper", "cache", "listing_formats", "s3api", "tempauth", "copy", "slo", "dlo"];
        File.WriteAllText(Path.Combine(folder, "proxy.conf"), $"""
            {Common(ProxyPort)}
            [pipeline:main]
            pipeline = {string.Join(' ', filters)} proxy-server
            [app:proxy-server]
            use = egg:swift#proxy
            account_autocreate = true
            {string.Join('\n', filters.Select(filter => $"[filter:{filter}]\nuse = egg:swift#{(filter == "cache" ? "memcache" : filter)}\n{Of(filter)}"))}
            """);
    }

    private string Common(int port) => $"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nworkers = 0\nuser = {Environment.UserName}\nswift_dir = {folder}";

    private string Of(string filter) => filter switch
    {
        "tempauth" => $"user_parts_writer = {secret} .admin\nuser_parts_stranger = {secret}",
        // None is there: nothing is remembered between requests.
        "cache" => "memcache_servers = 127.0.0.1:1",
        _ => "",
    };
}
