using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>A download task (下载任务) within its space.</summary>
/// <param name="Value">32 lower-case hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.TaskId")]
[JsonConverter(typeof(StringIdJsonConverter<TaskId>))]
public readonly record struct TaskId([property: Id(0)] string Value) : IStringId<TaskId>
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>A new id that nobody can guess and that sorts by time (UUID version 7, RFC 9562).</summary>
    public static TaskId New(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));

    /// <summary>
    /// The id of the task that a create call with an idempotency key makes: the same caller with the same key always means the same task, on any gateway and
    /// after any restart, so the task's own grain is all that has to be asked.
    /// </summary>
    public static TaskId ForIdempotencyKey(SpaceId space, UserId caller, string idempotencyKey)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{space.Value}\0{caller.Value}\0{idempotencyKey}"));
        return new(Convert.ToHexStringLower(digest.AsSpan(0, 16)));
    }

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? text, out TaskId id)
    {
        var valid = text is { Length: 32 } && !text.AsSpan().ContainsAnyExcept(HexDigits);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
