using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace SegmentExport.Domain.Json;

/// <summary>Makes arrays that are missing in JSON empty ones: a default immutable array throws wherever it is touched.</summary>
internal static class EmptyArrays
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var fills = new List<Action<object>>();
        foreach (var property in type.Properties.Where(property => IsImmutableArray(property.PropertyType)))
        {
            property.IsRequired = false;
            if (property is { Get: { } get, Set: { } set })
            {
                var missing = Activator.CreateInstance(property.PropertyType);
                var empty = property.PropertyType.GetField(nameof(ImmutableArray<>.Empty))!.GetValue(null);
                fills.Add(instance =>
                {
                    if (Equals(get(instance), missing))
                    {
                        set(instance, empty);
                    }
                });
            }
        }

        if (fills.Count > 0)
        {
            type.OnDeserialized = instance => fills.ForEach(fill => fill(instance));
        }
    }

    public static bool IsImmutableArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
}
