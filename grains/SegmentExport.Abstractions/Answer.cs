using System.Diagnostics.CodeAnalysis;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Abstractions;

/// <summary>What a grain answers: a value, or a refusal with a code.</summary>
/// <typeparam name="T">The value.</typeparam>
[GenerateSerializer, Immutable, Alias("SegmentExport.Answer`1")]
public sealed record Answer<T>
    where T : class
{
    /// <summary>The value, unless refused.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>The refusal, where there is one.</summary>
    [Id(1)]
    public Rejection? Rejection { get; init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>A value.</summary>
    public static implicit operator Answer<T>(T value) => new() { Value = value };

    /// <summary>A refusal.</summary>
    public static implicit operator Answer<T>(Rejection rejection) => new() { Rejection = rejection };
}
