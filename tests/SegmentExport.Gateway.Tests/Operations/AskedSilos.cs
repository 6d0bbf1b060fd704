using System.Reflection;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Gateway.Tests.Operations;

/// <summary>Silos that answer or fail by the key that they are asked by.</summary>
public class AskedSilos : DispatchProxy
{
    private Func<long, Exception?> _fault = _ => null;
    private List<long> _asked = [];
    private long _key;

    internal static (IGrainFactory Grains, List<long> Asked) Create(Func<long, Exception?> fault)
    {
        var asked = new List<long>();
        return (Create<IGrainFactory>(fault, asked, key: -1), asked);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IGrainFactory.GetGrain))
        {
            return Create<IOperationsGrain>(_fault, _asked, (long)args![0]!);
        }

        _asked.Add(_key);
        return _fault(_key) is { } fault
            ? Task.FromException<Answer<OperationsOverview>>(fault)
            : Task.FromResult<Answer<OperationsOverview>>(NotFoundRejections.Space);
    }

    private static T Create<T>(Func<long, Exception?> fault, List<long> asked, long key)
        where T : class
    {
        var proxy = Create<T, AskedSilos>();
        var silos = (AskedSilos)(object)proxy;
        (silos._fault, silos._asked, silos._key) = (fault, asked, key);
        return proxy;
    }
}
