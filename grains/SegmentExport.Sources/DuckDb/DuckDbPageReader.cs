using Apache.Arrow;
using SegmentExport.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Reads a page's rows stretch by stretch, until there are enough.</summary>
internal sealed class DuckDbPageReader : IRowPageReader
{
    private readonly DuckDbSnapshot _snapshot;
    private readonly PageStretches _stretches;
    private readonly DuckDbSession _session;

    // All of them live until the end: the memory of the batch before must outlive the next one's binding.
    private readonly List<DuckDbBatchReader> _readers = [];
    private long[] _rowIds = [];
    private int _missing;

    private DuckDbPageReader(DuckDbSnapshot snapshot, PageStretches stretches, int rows) =>
        (_snapshot, _stretches, _missing, _session) = (snapshot, stretches, rows, snapshot.Connect());

    /// <inheritdoc />
    public Schema Schema { get; private set; } = null!;

    /// <summary>Begins a page.</summary>
    /// <param name="snapshot">The state of the source; kept open by the reader for itself.</param>
    /// <param name="stretches">Where to look.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    public static DuckDbPageReader Open(DuckDbSnapshot snapshot, PageStretches stretches, int rows, CancellationToken cancellationToken)
    {
        var page = new DuckDbPageReader(snapshot, stretches, rows);
        try
        {
            page.TryOpenNext(cancellationToken);
            page.Schema = new(page._readers[0].Schema.FieldsList.SkipLast(1), null);
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        do
        {
            if (_missing > 0 && _readers[^1].Read(cancellationToken) is { } batch)
            {
                _missing -= batch.Length;
                _rowIds = ((Int64Array)batch.Column(batch.ColumnCount - 1)).Values.ToArray();
                return new(Schema, batch.Arrays.SkipLast(1), batch.Length);
            }
        }
        while (_missing > 0 && TryOpenNext(cancellationToken));

        return null;
    }

    /// <inheritdoc />
    public string PositionOf(int row) => $"{_rowIds[row]}";

    /// <inheritdoc />
    public void Dispose()
    {
        _readers.ForEach(reader => reader.Dispose());
        _session.Dispose();
    }

    private bool TryOpenNext(CancellationToken cancellationToken)
    {
        if (_stretches.Next(_session, cancellationToken) is not { } stretch)
        {
            return false;
        }

        _readers.Add(_snapshot.Read(_stretches.Sql(stretch, _missing), _stretches.Parameters, cancellationToken));
        return true;
    }
}
