using Npgsql;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>The cluster's database.</summary>
internal static class PostgresDatabase
{
    /// <summary>Where all of it is, in a database that may hold other things too.</summary>
    public const string Schema = "segment_export";

    /// <summary>Makes the data source of a process: everything in it goes through this one pool. Nothing connects yet.</summary>
    /// <param name="connectionString">What the setting says.</param>
    /// <param name="setting">The setting's name, for the message.</param>
    /// <param name="applicationName">What the database's administrator sees.</param>
    /// <param name="maxConnections">The most connections where the connection string does not say.</param>
    /// <exception cref="StartupException">It is no connection string.</exception>
    public static NpgsqlDataSource Open(string connectionString, string setting, string applicationName, int? maxConnections = null)
    {
        var settings = Parse(connectionString, setting);
        settings.SearchPath = Schema;
        settings.ApplicationName ??= applicationName;

        // Statements here take milliseconds; compiling one whose cost the planner guesses too high takes a hundred.
        settings.Options = $"-c jit=off {settings.Options}".TrimEnd();
        settings.MaxPoolSize = settings.ContainsKey("Maximum Pool Size") || maxConnections is null ? settings.MaxPoolSize : maxConnections.Value;

        // Neither passwords nor values of rows are to come back in texts that end in a log.
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="StartupException">It is none. The library's own message is not shown: it quotes what it does not know, which may be half of a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString, string setting)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new(connectionString);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or NotSupportedException)
        {
            throw Refuse(setting, "is no connection string");
        }

        return settings switch
        {
            { Host: null or "" } => throw Refuse(setting, "names no Host"),
            { Database: null or "" } => throw Refuse(setting, "names no Database"),
            { Username: null or "" } => throw Refuse(setting, "names no Username"),
            _ => settings,
        };
    }

    private static StartupException Refuse(string setting, string what) => new(
        $"{setting} {what}. It has to be like 'Host=db;Port=5432;Database=segment_export;Username=segment_export_app;Password=…'; put a value with ; or = in it into single quotes.");
}
