using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Users;

/// <summary>One gateway for the tests of the user list.</summary>
public sealed class UserListGateway : IAsyncLifetime
{
    private readonly TempDataFolder _data = new();

    public GatewayProcess Process { get; private set; } = null!;

    public ApiUser Alice { get; private set; } = null!;

    public string DataPath => _data.Path;

    public async ValueTask InitializeAsync()
    {
        Process = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Sample__Users", "3000"));
        Alice = await ApiUser.SignInAsync(Process.Client, "alice");
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _data.Dispose();
    }
}
