using System.Text.Json;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>An object of the file. Asking for a property that is missing is an error, unless it may be.</summary>
internal sealed class ObjectNode
{
    private readonly Dictionary<string, Node> _properties = new(StringComparer.Ordinal);

    private ObjectNode(Node node) => Node = node;

    public Node Node { get; }

    /// <summary>Every property in the file's order, for objects whose names are the operator's.</summary>
    public IReadOnlyDictionary<string, Node> Properties => _properties;

    /// <summary>Opens an object, and complains of properties that stand there twice or do not exist.</summary>
    /// <param name="node">The object.</param>
    /// <param name="allowed">The properties that exist; none: any do.</param>
    public static ObjectNode Open(Node node, string[] allowed)
    {
        var opened = new ObjectNode(node);
        foreach (var property in node.Element.EnumerateObject())
        {
            var name = NameOf(property);
            var path = node.Path == "$" ? name : $"{node.Path}.{name}";
            if (allowed.Length > 0 && !allowed.Contains(name, StringComparer.Ordinal))
            {
                node.Errors.Add(path, $"There is no such property. Allowed: {string.Join(", ", allowed)}.");
            }
            else if (!opened._properties.TryAdd(name, new(property.Value, path, node.Errors)))
            {
                node.Errors.Add(path, "The property stands there twice. Keep one.");
            }
        }

        return opened;
    }

    public bool Has(string name) => _properties.ContainsKey(name);

    public Node? Optional(string name) => _properties.TryGetValue(name, out var node) ? node : null;

    public Node? Required(string name) => Optional(name) ?? Node.Fail<Node?>($"The property '{name}' is missing.");

    public string? Text(string name) => Required(name)?.AsText();

    public string? OptionalText(string name) => Optional(name)?.AsText();

    public bool Flag(string name) => Optional(name)?.AsFlag() ?? false;

    /// <summary>An identifier, unique among those seen before.</summary>
    public T? Id<T>(string name, HashSet<T> seen, string allowed = IdText.Allowed)
        where T : struct, IStringId<T>
    {
        if (Required(name) is not { } node || node.AsText() is not { } text)
        {
            return null;
        }

        if (!T.TryParse(text, out var id))
        {
            return node.Fail<T?>($"Found {node.Found}; an id is {allowed}.");
        }

        return seen.Add(id) ? id : node.Fail<T?>($"{node.Found} stands there twice. Ids are unique.");
    }

    /// <summary>One of an enum's names.</summary>
    public T? Name<T>(string name)
        where T : struct, Enum
    {
        if (Required(name) is not { } node || node.AsText() is not { } text)
        {
            return null;
        }

        return ApiNames.TryParse<T>(text, out var value) ? value : node.Fail<T?>($"Found {node.Found}. Allowed: {string.Join(", ", ApiNames.All<T>())}.");
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Escapes that are no Unicode; U+FFFD stands for it, as it does everywhere.
            return "\uFFFD";
        }
    }
}
