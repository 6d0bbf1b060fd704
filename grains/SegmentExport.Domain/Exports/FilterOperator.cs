namespace SegmentExport.Domain.Exports;

/// <summary>How a filter compares. The API names them in snake_case.</summary>
public enum FilterOperator
{
    /// <summary><c>eq</c>: equal.</summary>
    Eq,

    /// <summary><c>ne</c>: not equal; no value at all counts as not equal.</summary>
    Ne,

    /// <summary><c>lt</c>: less than.</summary>
    Lt,

    /// <summary><c>le</c>: at most.</summary>
    Le,

    /// <summary><c>gt</c>: greater than.</summary>
    Gt,

    /// <summary><c>ge</c>: at least.</summary>
    Ge,

    /// <summary><c>contains</c>: the text occurs in it, case matters.</summary>
    Contains,

    /// <summary><c>is_null</c>: no value; takes none.</summary>
    IsNull,

    /// <summary><c>is_not_null</c>: a value; takes none.</summary>
    IsNotNull,
}
