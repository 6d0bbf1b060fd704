using System.Data.Common;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Tasks;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Plans;

/// <summary>The statements whose plans are looked at.</summary>
internal static class ListQueries
{
    /// <summary>A page in the middle of the space <c>retail</c>.</summary>
    public static DownloadTaskListQuery Page(TestDatabase database, string? submitter, DownloadTaskStatus? status, IReadOnlyCollection<string>? names) => new(
        database.Sql,
        new("retail"),
        submitter is null ? null : new(submitter),
        new() { Status = status, Cursor = new PageCursor(TimeText.Of(TaskStates.Epoch), TaskId.New(TaskStates.Epoch).Value).ToString() },
        names,
        TaskStates.Epoch);

    /// <summary>A silo's look at its range of reminders.</summary>
    public static DbCommand Range(DbConnection connection, string query, int begin, int end)
    {
        var command = connection.CreateCommand(TestDatabase.Query(connection, query));
        command.Bind("@ServiceId", "test");
        command.Bind("@BeginHash", begin);
        command.Bind("@EndHash", end);
        return command;
    }
}
