using System.Runtime.InteropServices;
using Apache.Arrow.C;
using DuckDB.NET.Native;

namespace SegmentExport.Sources.DuckDb;

/// <summary>The calls of DuckDB's C API that are made for each chunk, without the handle objects that the provider's own ones make each time.</summary>
internal static unsafe class ChunkCalls
{
    private static readonly nint Library = NativeLibrary.Load("duckdb", typeof(NativeMethods).Assembly, searchPath: null);
    private static readonly delegate* unmanaged[Cdecl]<DuckDBResult, nint> StreamFetchChunk =
        (delegate* unmanaged[Cdecl]<DuckDBResult, nint>)NativeLibrary.GetExport(Library, "duckdb_stream_fetch_chunk");

    private static readonly delegate* unmanaged[Cdecl]<nint, ulong> DataChunkGetSize =
        (delegate* unmanaged[Cdecl]<nint, ulong>)NativeLibrary.GetExport(Library, "duckdb_data_chunk_get_size");

    private static readonly delegate* unmanaged[Cdecl]<nint, nint, CArrowArray*, nint> DataChunkToArrow =
        (delegate* unmanaged[Cdecl]<nint, nint, CArrowArray*, nint>)NativeLibrary.GetExport(Library, "duckdb_data_chunk_to_arrow");

    private static readonly delegate* unmanaged[Cdecl]<nint, byte> ErrorDataHasError =
        (delegate* unmanaged[Cdecl]<nint, byte>)NativeLibrary.GetExport(Library, "duckdb_error_data_has_error");

    /// <summary>The next chunk of a streaming result; 0 after the last, and after a fault.</summary>
    public static nint Fetch(DuckDBResult result)
    {
        var chunk = StreamFetchChunk(result);
        if (chunk != 0 && DataChunkGetSize(chunk) == 0)
        {
            Destroy(ref chunk);
        }

        return chunk;
    }

    /// <summary>Lets go of a chunk; nothing where it is 0.</summary>
    public static void Destroy(ref nint chunk) => NativeMethods.DataChunks.DuckDBDestroyDataChunk(ref chunk);

    /// <summary>Makes an Arrow array of a chunk.</summary>
    /// <returns>False where a value cannot be converted.</returns>
    public static bool TryConvert(DuckDBArrowOptions options, nint chunk, CArrowArray* array)
    {
        var fault = DataChunkToArrow(options.DangerousGetHandle(), chunk, array);
        var isFault = fault != 0 && ErrorDataHasError(fault) != 0;
        NativeMethods.ErrorData.DuckDBDestroyErrorData(ref fault);
        return !isFault;
    }
}
