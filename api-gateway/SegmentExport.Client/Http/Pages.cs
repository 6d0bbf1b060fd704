using System.Runtime.CompilerServices;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Client.Http;

/// <summary>A list that comes in pages, item by item.</summary>
internal static class Pages
{
    /// <summary>Reads page after page, each when its first item is asked for.</summary>
    /// <param name="read">Reads the page of a cursor; null: the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(Func<string?, Task<ItemList<T>>> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await read(cursor);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
