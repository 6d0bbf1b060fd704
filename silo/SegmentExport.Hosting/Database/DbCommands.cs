using System.Data.Common;

namespace SegmentExport.Hosting.Database;

/// <summary>Commands that either database understands.</summary>
internal static class DbCommands
{
    /// <summary>Makes a command; the caller disposes it.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Callers hand in constants; values are bound.")]
    public static DbCommand CreateCommand(this DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <summary>Binds a value.</summary>
    public static void Bind(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
