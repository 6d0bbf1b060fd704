using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>The file as an encrypted zip: from the password, shown once, to what 7-Zip makes of it, also across a restart.</summary>
public sealed class ProtectedZipTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task ProtectedZip_OfEachUser_OpensWithTheirPasswordAloneAlsoAfterARestart()
    {
        var cancel = TestContext.Current.CancellationToken;
        string task, password, output;
        byte[] whole;
        EntityTagHeaderValue? tag;
        await using (var gateway = await StartAsync())
        {
            var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
            task = await CompleteAsync(alice, carol);
            Assert.Equal("password_missing", await CodeOfAsync(await alice.SendAsync(HttpMethod.Get, $"{task}/file?container=protected_zip")));

            password = await PasswordAsync(alice, task);
            Assert.Equal("password_already_shown", await CodeOfAsync(await alice.SendAsync(HttpMethod.Post, $"{task}/protected-zip", new { })));
            Assert.Equal("password_missing", await CodeOfAsync(await carol.SendAsync(HttpMethod.Get, $"{task}/file?container=protected_zip")));
            (whole, tag) = await DownloadAsync(alice, task);
            await CheckAsync(alice, task, whole, password, cancel);

            // Another user's is another file; so is that of a new password.
            var (others, othersTag) = await DownloadAfterAsync(carol, task, await PasswordAsync(carol, task));
            Assert.NotEqual(tag, othersTag);
            Assert.NotEqual(0, (await Tool.SevenZip.RunAsync(["t", "-bd", $"-p{password}", Write("others.zip", others)], cancel)).ExitCode);
            using var head = await alice.SendAsync(HttpMethod.Head, $"{task}/file?container=protected_zip");
            Assert.Equal((whole.Length, tag), (head.Content.Headers.ContentLength, head.Headers.ETag));
            output = gateway.Output;
        }

        await using (var gateway = await StartAsync())
        {
            // A download that broke off goes on, with the same bytes.
            var (alice, seed) = (await ApiUser.SignInAsync(gateway.Client, "alice"), Environment.TickCount);
            var random = new Random(seed);
            for (var i = 0; i < 20; i++)
            {
                var (from, length) = (random.Next(whole.Length), random.Next(1, 5000));
                var to = Math.Min(whole.Length, from + length) - 1;
                using var range = await alice.SendAsync(HttpMethod.Get, $"{task}/file?container=protected_zip", headers: headers =>
                {
                    headers.Range = new RangeHeaderValue(from, to);
                    headers.IfRange = new RangeConditionHeaderValue(tag!);
                });
                Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
                var bytes = await range.Content.ReadAsByteArrayAsync(cancel);
                Assert.True(whole.AsSpan(from..(to + 1)).SequenceEqual(bytes), $"Bytes {from} to {to} differ (seed {seed}).");
            }

            var newer = (await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/protected-zip", new { replace = true })).GetProperty("password").GetString()!;
            var (another, newTag) = await DownloadAfterAsync(alice, task, newer);
            Assert.NotEqual(tag, newTag);
            await CheckAsync(alice, task, another, newer, cancel);
            output += gateway.Output;
        }

        AssertNowhere(password, output);
    }

    public void Dispose() => _data.Dispose();

    private Task<GatewayProcess> StartAsync() => GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Sample__Users", "3000"), ("SegmentExport__Sharding__TargetRows", "500"));

    private static async Task<string> CompleteAsync(ApiUser alice, ApiUser carol)
    {
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "user_id" }, new { id = "address" });
        Assert.Equal("not_completed", await CodeOfAsync(await alice.SendAsync(HttpMethod.Post, $"{task}/protected-zip", new { })));
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        return task;
    }

    private static async Task<string> PasswordAsync(ApiUser user, string task) =>
        (await user.SendForJsonAsync(HttpMethod.Post, $"{task}/protected-zip", new { })).GetProperty("password").GetString()!;

    private static Task<(byte[] File, EntityTagHeaderValue? Tag)> DownloadAfterAsync(ApiUser user, string task, string password)
    {
        Assert.Equal(27, password.Length);
        return DownloadAsync(user, task);
    }

    /// <summary>Asks until it is prepared; nothing tells when.</summary>
    private static async Task<(byte[] File, EntityTagHeaderValue? Tag)> DownloadAsync(ApiUser user, string task)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            using var answer = await user.SendAsync(HttpMethod.Get, $"{task}/file?container=protected_zip");
            if (answer.IsSuccessStatusCode)
            {
                Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
                return (await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag);
            }

            Assert.Equal("not_prepared", await CodeOfAsync(answer));
            await Task.Delay(20);
        }

        throw new TimeoutException("The protected zip was not prepared.");
    }

    private async Task CheckAsync(ApiUser user, string task, byte[] zip, string password, CancellationToken cancel)
    {
        using var plain = await user.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        var folder = Path.Combine(_data.Path, $"unpacked-{Guid.CreateVersion7():N}");
        await Tool.SevenZip.CheckAsync(["x", "-bd", $"-p{password}", $"-o{folder}", Write("protected.zip", zip)], cancel);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(cancel), await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder, "*.csv")), cancel));
        Assert.Single(Directory.GetFiles(folder, "about.txt"));
        Assert.NotEqual(0, (await Tool.SevenZip.RunAsync(["t", "-bd", $"-p{password[..^1]}", Path.Combine(_data.Path, "protected.zip")], cancel)).ExitCode);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_data.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private void AssertNowhere(string password, string output)
    {
        byte[][] needles = [Encoding.UTF8.GetBytes(password), Encoding.Unicode.GetBytes(password), Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(password)))];
        foreach (var file in Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(needles, needle => Assert.True(bytes.AsSpan().IndexOf(needle) < 0, $"{Path.GetFileName(file)} has the password."));
        }

        Assert.DoesNotContain(password, output, StringComparison.Ordinal);
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
        }
    }
}
