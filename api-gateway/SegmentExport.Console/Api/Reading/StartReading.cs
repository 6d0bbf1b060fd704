using System.Text.Json;
using SegmentExport.Client.Contracts;
using static SegmentExport.WebConsole.Api.Reading.JsonReading;

namespace SegmentExport.WebConsole.Api.Reading;

/// <summary>Reads what is asked for before the first page: the console's settings, and who is signed in.</summary>
internal static class StartReading
{
    public static ConsoleSettings Settings(ref Utf8JsonReader reader)
    {
        ConsoleSignIn? signIn = null;
        string? traceUrl = null;
        DateTimeOffset? time = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "signIn": signIn = SignIn(ref reader); break;
                case "traceUrl": traceUrl = reader.GetString(); break;
                case "time": time = reader.GetDateTimeOffset(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { SignIn = Required(signIn, "signIn"), TraceUrl = traceUrl, Time = Required(time, "time") };
    }

    public static Me Me(ref Utf8JsonReader reader)
    {
        string? user = null;
        IReadOnlyList<SpaceMembership>? spaces = null;
        bool? isOperator = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "user": user = reader.GetString(); break;
                case "spaces": spaces = reader.Items(Space); break;
                case "isOperator": isOperator = reader.GetBoolean(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { User = Required(user, "user"), Spaces = Required(spaces, "spaces"), IsOperator = Required(isOperator, "isOperator") };
    }

    private static ConsoleSignIn SignIn(ref Utf8JsonReader reader)
    {
        string? kind = null, authority = null, client = null;
        IReadOnlyList<string>? users = null, scopes = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "kind": kind = reader.GetString(); break;
                case "users": users = reader.Texts(); break;
                case "authority": authority = reader.GetString(); break;
                case "clientId": client = reader.GetString(); break;
                case "scopes": scopes = reader.Texts(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Kind = Required(kind, "kind"), Users = Required(users, "users"), Authority = authority, ClientId = client, Scopes = Required(scopes, "scopes") };
    }

    private static SpaceMembership Space(ref Utf8JsonReader reader)
    {
        string? id = null, name = null;
        bool? fourEyes = null;
        IReadOnlyList<string>? permissions = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "id": id = reader.GetString(); break;
                case "name": name = reader.GetString(); break;
                case "fourEyes": fourEyes = reader.GetBoolean(); break;
                case "permissions": permissions = reader.Texts(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Id = Required(id, "id"), Name = Required(name, "name"), FourEyes = Required(fourEyes, "fourEyes"), Permissions = Required(permissions, "permissions") };
    }
}
