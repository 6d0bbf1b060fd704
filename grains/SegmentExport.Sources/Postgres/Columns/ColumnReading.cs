using Apache.Arrow.Types;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.Postgres.Columns;

/// <summary>How a column is asked for, and what it is read as.</summary>
/// <param name="Expression">The SQL that gives it.</param>
/// <param name="Type">What it becomes.</param>
/// <param name="CreateBuilder">Makes what reads its values.</param>
internal sealed record ColumnReading(string Expression, IArrowType Type, Func<ColumnBuilder> CreateBuilder);
