using Apache.Arrow.Types;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>How a column is asked for, how it comes, and what it is read as.</summary>
/// <param name="Expression">The SQL that gives it.</param>
/// <param name="Width">Bytes of a value; null: its length stands before it.</param>
/// <param name="IsNullable">Whether a byte before each value says that it is missing.</param>
/// <param name="Type">What it becomes.</param>
/// <param name="CreateBuilder">Makes what reads its values.</param>
internal sealed record ColumnReading(string Expression, int? Width, bool IsNullable, IArrowType Type, Func<ColumnBuilder> CreateBuilder);
