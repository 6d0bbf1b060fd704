using Spectre.Console;

namespace SegmentExport.Cli.Output;

/// <summary>Answers as a table for people, as JSON for scripts.</summary>
internal static class Answers
{
    /// <summary>Writes one thing.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="asJson">Whether as JSON.</param>
    /// <param name="value">What.</param>
    /// <param name="lines">Names and values, for people; those without a value are left out.</param>
    public static void One<T>(Terminal terminal, bool asJson, T value, params ReadOnlySpan<(string Name, string? Value)> lines)
    {
        if (asJson)
        {
            terminal.Output.WriteLine(JsonOutput.Write(value));
            return;
        }

        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, text) in lines)
        {
            if (!string.IsNullOrEmpty(text))
            {
                grid.AddRow(new Text(name, Style.Parse("grey")), Cell(text));
            }
        }

        terminal.Tables.Write(grid);
    }

    /// <summary>Writes a list.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="asJson">Whether as JSON: one array.</param>
    /// <param name="items">What.</param>
    /// <param name="columns">The columns with what each item has in them.</param>
    public static void Many<T>(Terminal terminal, bool asJson, IReadOnlyList<T> items, params (string Name, Func<T, string?> Value)[] columns)
    {
        if (asJson)
        {
            terminal.Output.WriteLine(JsonOutput.Write(items));
            return;
        }

        terminal.Tables.Write(Table(items, columns));
    }

    /// <summary>A list as a table.</summary>
    public static Table Table<T>(IEnumerable<T> items, params (string Name, Func<T, string?> Value)[] columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var (name, _) in columns)
        {
            table.AddColumn(new TableColumn(new Text(name, Style.Parse("grey"))).PadRight(2).NoWrap());
        }

        foreach (var item in items)
        {
            table.AddRow(columns.Select(column => Cell(column.Value(item))));
        }

        return table;
    }

    private static Text Cell(string? text) => new Text(SafeText.Of(text));
}
