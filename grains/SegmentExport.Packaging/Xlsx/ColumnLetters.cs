namespace SegmentExport.Packaging.Xlsx;

/// <summary>The names of a sheet's columns: A to Z, AA, and so on to XFD.</summary>
internal static class ColumnLetters
{
    /// <summary>The name of the column of that number, from 1.</summary>
    public static string Of(int number)
    {
        var name = "";
        for (; number > 0; number = (number - 1) / 26)
        {
            name = (char)('A' + ((number - 1) % 26)) + name;
        }

        return name;
    }
}
