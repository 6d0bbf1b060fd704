using Microsoft.Extensions.Options;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Keys;

public sealed class KeyWrappingTests : IDisposable
{
    private readonly TempDataFolder _data = new();
    private readonly TaskKey _task = new(new("retail"), TaskId.New(TaskStates.Epoch));

    [Fact]
    public void Wrap_OfAKey_TellsNothingOfItAndIsAnotherTextEachTime()
    {
        var (wrapping, key) = (ArtifactKeyStoreTests.Wrapping("a"), ArtifactKey.Create());

        var (first, second) = (wrapping.Wrap(_task, key), wrapping.Wrap(_task, key));

        Assert.NotEqual(first.Bytes, second.Bytes);
        Assert.True(Convert.FromBase64String(first.Bytes).AsSpan().IndexOf(key.Bytes[..8]) < 0);
        Assert.Equal(key.Id, wrapping.Unwrap(_task, second).Id);
    }

    [Fact]
    public void Unwrap_ForAnotherTask_IsRefused()
    {
        var wrapping = ArtifactKeyStoreTests.Wrapping("a");

        AssertLost(() => wrapping.Unwrap(new(_task.Space, TaskId.New(TaskStates.Epoch)), wrapping.Wrap(_task, ArtifactKey.Create())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    public void Unwrap_OfSomethingElse_IsRefused(string bytes) =>
        AssertLost(() => ArtifactKeyStoreTests.Wrapping("a").Unwrap(_task, new("a", bytes)));

    [Fact]
    public void Unwrap_UnderAnotherKeyOfThatId_IsRefused()
    {
        var wrapped = ArtifactKeyStoreTests.Wrapping("a").Wrap(_task, ArtifactKey.Create());

        AssertLost(() => ArtifactKeyStoreTests.Wrapping("b", "a").Unwrap(_task, wrapped with { WrappedBy = "b" }));
    }

    [Fact]
    public void Wrap_WithoutAnySettings_MakesAKeyOfItsOwnerAlone()
    {
        var wrapped = Embedded().Wrap(_task, ArtifactKey.Create());

        Assert.Equal(KeyWrapping.LocalId, wrapped.WrappedBy);
        Assert.NotNull(Embedded().Unwrap(_task, wrapped));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data.Combine("keys", "artifact-keys.kek")));
        }
    }

    [Fact]
    public void Unwrap_OnceTheSettingsHaveAKey_StillReadsWhatTheOwnOneWrapped()
    {
        var wrapped = Embedded().Wrap(_task, ArtifactKey.Create());

        var configured = Embedded(new KeyEncryptionKey { Id = "2026-11", Key = Convert.ToBase64String(new byte[32]) });

        Assert.Equal("2026-11", configured.CurrentId);
        Assert.NotNull(configured.Unwrap(_task, wrapped));
    }

    [Theory]
    [InlineData("", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("with space", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("a", "c2hvcnQ=")]
    [InlineData("a", "no base64!")]
    public void Validate_OfABadKey_SaysSoWithoutIt(string id, string key)
    {
        var options = new ArtifactKeyOptions { Keys = { new() { Id = id, Key = key } } };

        var error = Assert.Single(options.Validate(new(options)));

        Assert.DoesNotContain(key, error.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OfTwoKeysOfOneId_SaysWhich()
    {
        var key = new KeyEncryptionKey { Id = "a", Key = Convert.ToBase64String(new byte[32]) };
        var options = new ArtifactKeyOptions { Keys = { key, key } };

        Assert.Contains("'a'", Assert.Single(options.Validate(new(options))).ErrorMessage, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private static void AssertLost(Func<ArtifactKey> unwrap)
    {
        var fault = Assert.Throws<PackagingException>(unwrap);
        Assert.Equal((ErrorCodes.FileKeyLost, false), (fault.Code, fault.IsTransient));
    }

    private KeyWrapping Embedded(params KeyEncryptionKey[] keys)
    {
        var options = new ArtifactKeyOptions();
        foreach (var key in keys)
        {
            options.Keys.Add(key);
        }

        return new(Options.Create(options), new(Options.Create(new SegmentExportOptions { DataPath = _data.Path }), Options.Create(new ArtifactOptions())));
    }
}
