namespace SegmentExport.WebConsole.Localization.Chinese;

/// <summary>Segments, and a segment's portrait.</summary>
internal static partial class ChineseTexts
{
    private static SegmentTexts Segments() => new()
    {
        Title = "群组管理",
        Lead = "查看空间中的群组、它们的用户，并从这里下载用户列表。",
        Name = "群组名称",
        Users = "用户数",
        DownloadUsers = "下载用户列表",
        Portrait = "群组画像",
        EmptyTitle = "还没有群组",
        NoResultTitle = "没有匹配的群组",
        Back = "返回群组管理",
        UserList = "用户列表",
        UserListLead = "可脱敏的字段均以脱敏后的值显示。",
        Columns = "选择列",
        ColumnCount = count => $"{count} 列",
        DownloadList = "下载当前列表",
        NoUsersTitle = "群组中没有用户",
        NoUsers = "群组的条件目前没有匹配任何用户。",
        NoMatchTitle = "没有符合筛选条件的用户",
        NoMatch = "放宽或清除筛选条件再试。",
        ClearFilters = "清除筛选",
        NoColumns = "请至少选择一列。",
        Total = count => $"共 {count:N0} 位用户",
        ValueMissing = "请填写取值。",
    };
}
