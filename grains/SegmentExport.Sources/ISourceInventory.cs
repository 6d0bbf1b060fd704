using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Sources;

/// <summary>What a source holds beside what a catalog names: for the tools that draw and check catalogs. Faults as with <see cref="ISegmentSource"/>.</summary>
public interface ISourceInventory
{
    /// <summary>The tables that the source's reader may read, by name.</summary>
    ValueTask<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Values of some rows of a table, as text, for each column in its order; missing ones are left out.</summary>
    /// <param name="table">A table of <see cref="ListTablesAsync"/>.</param>
    /// <param name="rows">At most so many rows are read, wherever they are.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What people's data is: nobody prints or keeps it.</returns>
    ValueTask<IReadOnlyList<IReadOnlyCollection<string>>> SampleAsync(SourceTable table, int rows, CancellationToken cancellationToken);

    /// <summary>Looks through a whole column.</summary>
    ValueTask<KeyCounts> CountKeysAsync(SourceTable table, SourceColumn column, CancellationToken cancellationToken);
}
