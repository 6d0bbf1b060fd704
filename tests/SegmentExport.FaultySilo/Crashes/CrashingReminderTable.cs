using System.Reflection;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.FaultySilo.Crashes;

/// <summary>Crashes before or after a reminder is written.</summary>
public class CrashingReminderTable : DispatchProxy
{
    private IReminderTable? _inner;
    private CrashPoints? _points;

    internal static IReminderTable Around(IReminderTable inner, CrashPoints points)
    {
        var proxy = Create<IReminderTable, CrashingReminderTable>();
        ((CrashingReminderTable)proxy)._inner = inner;
        ((CrashingReminderTable)proxy)._points = points;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IReminderTable.UpsertRow) ? UpsertAsync(targetMethod, args) : targetMethod.Invoke(_inner, args);

    private async Task<string> UpsertAsync(MethodInfo method, object?[]? args)
    {
        await _points!.PassAsync(CrashPoint.ReminderRegistering);
        var written = await (Task<string>)method.Invoke(_inner, args)!;
        await _points.PassAsync(CrashPoint.ReminderRegistered);
        return written;
    }
}
