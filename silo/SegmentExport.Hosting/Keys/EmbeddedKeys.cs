using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Keys;

/// <summary>The embedded silo has no commands beside it: at each start it has all keys wrapped by the first of the settings' keys, or by its own.</summary>
internal sealed class EmbeddedKeys(KeyRewrapping rewrapping) : StartupStep
{
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await rewrapping.RunAsync(cancellationToken);
        }
        catch (PackagingException fault)
        {
            throw new StartupException(fault.Message, fault);
        }
    }
}
