using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>One page's statement, put together from fixed conditions; everything that comes from a caller is bound.</summary>
internal sealed class DownloadTaskListQuery
{
    private const string Order = "ORDER BY submitted_at DESC, task_id DESC LIMIT @limit";

    private readonly ListSql _sql;
    private readonly List<string> _conditions = ["space_id = @space"];
    private readonly List<(string Name, object Value)> _parameters = [];
    private readonly ImmutableArray<string> _statuses;
    private readonly string _table;
    private readonly bool _isByName;

    /// <summary>Makes the statement.</summary>
    /// <param name="sql">The database's way of saying it.</param>
    /// <param name="space">The space.</param>
    /// <param name="submitter">Whose tasks; null: everybody's.</param>
    /// <param name="query">Which list, status, cursor and limit.</param>
    /// <param name="segmentNames">The segments' names that a search found; null where nothing is searched for.</param>
    /// <param name="now">When the status is asked for.</param>
    public DownloadTaskListQuery(
        ListSql sql, SpaceId space, UserId? submitter, DownloadTaskQuery query, IReadOnlyCollection<string>? segmentNames, DateTimeOffset now)
    {
        _sql = sql;
        _table = TableOf(query);
        Limit = Math.Clamp(query.Limit, 1, DownloadTaskQuery.MaxLimit);
        Bind("@space", space.Value);
        Bind("@limit", Limit + 1);
        if (submitter is { } user)
        {
            _conditions.Add("submitter = @submitter");
            Bind("@submitter", user.Value);
        }

        // With another filter, a status is part of the index that has it.
        var any = query.Archived ? StatusConditions.AnyArchived : StatusConditions.Any;
        _statuses = query.Status is { } status ? query.Archived ? StatusConditions.OfArchived(status) : StatusConditions.Of(status) : submitter is null && segmentNames is null ? [] : any;
        if (query.Status is not null && !query.Archived)
        {
            Bind("@now", TimeText.Of(now));
        }

        if (query.Cursor is { } cursor)
        {
            var after = PageCursor.Parse(cursor);
            _conditions.Add("(submitted_at, task_id) < (@afterTime, @afterTask)");
            Bind("@afterTime", after.SubmittedAt);
            Bind("@afterTask", after.TaskId);
        }

        if (segmentNames is not null)
        {
            _isByName = true;
            Bind("@names", JsonSerializer.Serialize(segmentNames));
        }
    }

    /// <summary>How many tasks the page has at most; one more is read, to know whether a page follows.</summary>
    public int Limit { get; }

    private string Text => _isByName
        ? _sql.ByName(_table, Stretches, Order)
        : _sql.Merge([.. Stretches.Select(stretch => $"SELECT {_sql.Columns} FROM {_table} AS task WHERE {stretch}")], Order);

    private ImmutableArray<string> Stretches => _statuses.IsEmpty ? [Common] : [.. _statuses.Select(status => $"{Common} AND {status}")];

    private string Common => string.Join(" AND ", _conditions);

    /// <summary>The table that a query asks.</summary>
    public static string TableOf(DownloadTaskQuery query) => query.Archived ? "archived_task" : "download_task";

    /// <summary>Puts the statement into a command.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The text is made of constants only; values are bound.")]
    public void Apply(DbCommand command)
    {
        command.CommandText = Text;
        _parameters.ForEach(parameter => command.Bind(parameter.Name, parameter.Value));
    }

    private void Bind(string name, object value) => _parameters.Add((name, value));
}
