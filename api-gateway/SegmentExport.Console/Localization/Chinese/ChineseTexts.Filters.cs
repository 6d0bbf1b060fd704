namespace SegmentExport.WebConsole.Localization.Chinese;

/// <summary>Conditions on fields.</summary>
internal static partial class ChineseTexts
{
    private static FilterTexts Filters() => new()
    {
        Title = "筛选条件",
        Field = "字段",
        Operator = "条件",
        Value = "取值",
        Add = "添加筛选",
        Remove = filter => $"移除筛选：{filter}",
        Equal = "等于",
        NotEqual = "不等于",
        Less = "小于",
        LessOrEqual = "小于等于",
        Greater = "大于",
        GreaterOrEqual = "大于等于",
        Contains = "包含",
        IsNull = "为空",
        IsNotNull = "不为空",
    };
}
