namespace SegmentExport.WebConsole.Localization.Chinese;

/// <summary>Errors that people seldom meet.</summary>
internal static partial class ChineseTexts
{
    private static FurtherProblemTexts FurtherProblems() => new()
    {
        Outdated = "服务不接受此请求，页面版本可能已过旧。请重新加载页面后再试。",
        TokenTooLongLived = "登录凭证的有效期超过了服务允许的上限。请联系管理员缩短身份提供方签发的访问令牌有效期。",
        TlsRequired = "此服务只接受加密连接。请使用 https:// 开头的地址。",
        UnknownHost = "服务不认识这个地址。请使用管理员提供的地址打开页面。",
        BodyTooLarge = "一次提交的内容过多，请减少字段或筛选条件。",
        DuplicateField = "该字段已选择过，请移除重复项。",
        TooManyFilters = "筛选条件过多，请移除一些。",
        UnknownFormat = "该格式不可用，请选择其他格式。",
        UnknownContainer = "该任务的文件没有这种下载方式，请选择其他方式。",
        LinkInvalid = "下载链接无效或已过期，请在任务详情中重新下载。",
        PasswordShown = "密码只显示一次，已无法再次查看。请重新生成。",
        PasswordMissing = "请先为加密压缩包生成密码。",
        NotPrepared = "加密压缩包正在准备，请稍后再试。",
        SourceKeysInvalid = "数据源的主键有缺失或重复，无法导出。请联系管理员修正数据。",
        UnsupportedType = "有字段的类型无法写入所选格式。请移除该字段，或选择其他格式。",
        ValueTooLong = "有字段的值超出所选格式的长度上限。请选择其他格式。",
        RowsMismatch = "打包的行数与统计的行数不一致，文件未交付。请再次创建任务。",
        StoreFull = "文件存储空间已满。请联系管理员清理后再次创建任务。",
        PartDamaged = "存储的文件已损坏，未交付任何内容。请再次创建任务。",
        AttemptsExhausted = "打包多次尝试后仍失败。请联系管理员，或稍后再次创建任务。",
        WebhookRemoved = "设置里已没有这个接收端，请联系运维人员恢复。",
        DeliveryNotFound = "该通知已不再保留，请刷新列表。",
        DeliveryNotDead = "该通知并未放弃：已经送达，或仍在尝试。请刷新列表。",
    };
}
