using System.Collections.Immutable;

namespace SegmentExport.Hosting.Tasks;

/// <summary>Where the list's SQL differs from database to database; tables, columns and their meaning are the same.</summary>
internal abstract class ListSql
{
    /// <summary>What is read of a <c>task</c>: state without shards and parts, totals, time of submission, id.</summary>
    public abstract string Columns { get; }

    /// <summary>The number of the last change of <c>@space</c> before which none can appear any more.</summary>
    public abstract string LastChange { get; }

    /// <summary>What a <c>change_sequence</c> is compared with beside the place, as <c> AND …</c>: empty where changes become visible in their order.</summary>
    public abstract string IsFinal { get; }

    /// <summary>A page over several selects, each of which reads a stretch of an index in the list's order; no more than a page of each is read.</summary>
    /// <param name="selects">At least one, of the <see cref="Columns"/>.</param>
    /// <param name="order">Order and limit.</param>
    public abstract string Merge(ImmutableArray<string> selects, string order);

    /// <summary>A page of the tasks of <c>@space</c> whose segments have one of the names in <c>@names</c> (a JSON array): of each name and stretch no more than a page is read, by an index on names.</summary>
    /// <param name="table">The list, or the archive.</param>
    /// <param name="stretches">What else a task has to be: conditions of which each is a stretch of an index in the list's order.</param>
    /// <param name="order">Order and limit.</param>
    public abstract string ByName(string table, ImmutableArray<string> stretches, string order);
}
