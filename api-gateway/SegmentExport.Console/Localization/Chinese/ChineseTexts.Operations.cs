namespace SegmentExport.WebConsole.Localization.Chinese;

/// <summary>How the cluster is, for operators.</summary>
internal static partial class ChineseTexts
{
    private static OperationsTexts Operations() => new()
    {
        Title = "集群状况",
        Lead = "节点、队列和正在打包的分片。页面每秒更新一次，不显示任何用户或群组。",
        NotOperatorTitle = "仅限运维人员",
        NotOperator = "本页面向安装的运维人员。运维人员由目录（catalog.json）的 operators 指定。",
        DatabaseSilent = "数据库没有应答。等待最久的任务和失败统计是它上次给出的。",
        SchedulerSilent = "调度器没有应答。槽位、队列和计数是它上次给出的，不含已失效的节点。",
        DatabaseUnknown = "数据库没有应答。等待最久的任务和失败统计暂时未知。",
        SchedulerUnknown = "调度器没有应答。槽位、队列和计数暂时未知。",
        Slots = "打包槽",
        Waiting = "等待中的分片",
        Oldest = "等待最久的任务",
        Nothing = "无",
        Silos = "节点",
        Silo = "节点",
        State = "状态",
        BusySlots = "占用的槽",
        Queues = "各空间的队列",
        NoQueues = "没有空间在打包或等待。",
        Space = "空间",
        WaitingTasks = "等待的任务",
        Running = "正在打包的分片",
        NoRunning = "当前没有分片在打包。",
        Task = "任务",
        Shard = "分片",
        Attempt = "第几次",
        Progress = "进度",
        Since = "已用时",
        Tasks = "未结束的任务",
        Count = "数量",
        OldestSince = "最早的提交于",
        Failures = "近 24 小时的失败",
        NoFailures = "近 24 小时没有打包失败。",
        Code = "错误码",
        Last = "最近一次",
        Joining = "正在加入",
        Active = "运行中",
        Stopping = "正在退出",
        Dead = "已失联",
        Silent = "没有应答",
        LeftOff = count => $"另有 {count:N0} 项未显示。",
    };
}
