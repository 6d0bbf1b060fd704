using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>A catalog that was drawn from a source's tables, for an operator to go on with.</summary>
public sealed record CatalogSketch
{
    private static readonly JsonSerializerOptions Text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The source.</summary>
    public required SourceDefinition Source { get; init; }

    /// <summary>The id of the one space.</summary>
    public required string Space { get; init; }

    /// <summary>The table with a row a user.</summary>
    public required string Table { get; init; }

    /// <summary>The column that identifies a user.</summary>
    public required string Key { get; init; }

    /// <summary>The fields.</summary>
    public required ImmutableArray<FieldSketch> Fields { get; init; }

    /// <summary>Tables that could be lists of members: they have the key too.</summary>
    public ImmutableArray<string> MemberTables { get; init; } = [];

    /// <summary>The catalog as JSON with comments, which say why.</summary>
    public string ToJson()
    {
        var ids = FieldIds();
        var fields = Fields.Select((field, at) => $"        {Field(ids[at], field)}{(at + 1 < Fields.Length ? "," : "")}{Comment(field)}");
        var lists = MemberTables.Select(table => $$"""        // {{Quoted(table)}} may be lists of members: { "id": "…", "name": "…", "members": { "table": {{Quoted(table)}}, "segment": "…" } }""" + "\n");
        return $$"""
            {
              "sources": { {{Quoted(Source.Id)}}: {{Definition()}} },
              "spaces": [
                {
                  "id": {{Quoted(Space)}}, "name": {{Quoted(Space)}}, "source": {{Quoted(Source.Id)}},
                  "profile": { "table": {{Quoted(Table)}}, "key": {{Quoted(Key)}} },
                  // Guessed from names and values. Look at each: what is not to be exported, take out; what must never leave unmasked, say "required".
                  "fields": [
            {{string.Join('\n', fields)}}
                  ],
                  "segments": [
            {{string.Concat(lists)}}        { "id": "everyone", "name": "everyone", "where": "true" }
                  ],
                  // Nobody yet: { "user": "…", "permissions": [] } exports, with ["approve_downloads", "view_all_downloads"] approves.
                  "members": []
                }
              ]
            }
            """;
    }

    private static string Field(string id, FieldSketch field)
    {
        var masking = field.Suspicion is { } suspicion ? Masking(MaskSuggestion.For(suspicion.Sensitivity)) : "";
        return $$"""{ "id": {{Quoted(id)}}, "name": {{Quoted(field.Column.Name)}}, "kind": "{{ApiNames.Of(field.Kind)}}", "column": {{Quoted(field.Column.Name)}}{{masking}} }""";
    }

    private static string Masking(FieldMasking masking)
    {
        var rules = string.Join(", ", masking.Allowed.Select(rule => rule.Kind == MaskingKind.Bucket
            ? $$"""{ "rule": "bucket", "bounds": [{{string.Join(", ", rule.Bounds)}}] }"""
            : $"\"{ApiNames.Of(rule.Kind)}\""));
        return $$""", "masking": { "allowed": [{{rules}}]{{(masking.Required ? ", \"required\": true" : "")}} }""";
    }

    private static string Comment(FieldSketch field) =>
        field.Suspicion is { } suspicion ? $"  // {ApiNames.Of(suspicion.Sensitivity)}: {suspicion.Reason}" : "";

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Text);

    private string Definition()
    {
        var place = Source switch
        {
            { Path: { } path } => $", \"path\": {Quoted(path)}",
            { Files.Count: 1 } when Source.Files.TryGetValue("*", out var glob) => $", \"files\": {Quoted(glob)}",
            { Files.Count: > 0 } => $", \"files\": {{ {string.Join(", ", Source.Files.Select(file => $"{Quoted(file.Key)}: {Quoted(file.Value)}"))} }}",
            _ => "",
        };
        return $"{{ \"kind\": {Quoted(Source.Kind)}{place} }}";
    }

    /// <summary>An id for each field: its column's name as far as an id may be like it.</summary>
    private List<string> FieldIds()
    {
        var ids = new List<string>();
        foreach (var (at, field) in Fields.Index())
        {
            var id = string.Concat(field.Column.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_')).TrimStart('_', '-', '.');
            id = id.Any(char.IsAsciiLetter) && IdText.IsValid(id) ? id : $"field_{at + 1}";
            ids.Add(ids.Contains(id, StringComparer.OrdinalIgnoreCase) ? $"field_{at + 1}" : id);
        }

        return ids;
    }
}
