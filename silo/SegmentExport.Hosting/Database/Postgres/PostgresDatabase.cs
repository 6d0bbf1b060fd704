using Npgsql;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>The cluster's database.</summary>
internal static class PostgresDatabase
{
    /// <summary>Where all of it is, in a database that may hold other things too.</summary>
    public const string Schema = "segment_export";

    // Of Orleans' statements, the list's and the audit's there are about fifty; the list's filters multiply.
    private const int PreparedStatements = 100;

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
        settings.MaxPoolSize = IsGiven(settings, "Maximum Pool Size") || maxConnections is null ? settings.MaxPoolSize : maxConnections.Value;

        // Statements are few and always the same: parsed and planned once a connection. Nothing that a connection is lent for leaves anything on it, so it is not reset after each, which would throw the plans away,
        // those of the triggers too.
        if (!IsGiven(settings, "Max Auto Prepare"))
        {
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages, settings.NoResetOnClose) = (PreparedStatements, 2, true);
        }

        // Statements here take milliseconds; compiling one whose cost the planner guesses too high takes a hundred.
        settings.Options = $"-c jit=off {settings.Options}".TrimEnd();

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

    // ContainsKey says of every setting that there is, whether the string gives it or not.
    private static bool IsGiven(NpgsqlConnectionStringBuilder settings, string key) => settings.ShouldSerialize(key);

    private static StartupException Refuse(string setting, string what) => new(
        $"{setting} {what}. It has to be like 'Host=db;Port=5432;Database=segment_export;Username=segment_export_app;Password=…'; put a value with ; or = in it into single quotes.");
}
