namespace SegmentExport.Sources.Postgres.Columns.Decoding;

/// <summary>Reads one type's values as PostgreSQL sends them in the binary format: each type's <c>…_send</c> function says how.</summary>
/// <typeparam name="T">How Arrow stores a value.</typeparam>
internal interface IValueDecoder<out T>
    where T : unmanaged
{
    /// <summary>Reads a value.</summary>
    T Decode(ReadOnlySpan<byte> value);
}
