using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.WebConsole;

/// <summary>The console's one page: asked for anew each time, and with the headers that keep it to itself.</summary>
/// <param name="content">The page.</param>
/// <param name="policy">What it may load.</param>
internal sealed class ConsolePage(byte[] content, PagePolicy policy)
{
    private const string FileName = "index.html";

    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"");

    /// <summary>Reads it once.</summary>
    public static ConsolePage Read(WebApplication app)
    {
        using var file = app.Environment.WebRootFileProvider.GetFileInfo(FileName).CreateReadStream();
        using var content = new MemoryStream();
        file.CopyTo(content);
        return new(content.ToArray(), PagePolicy.From(app.Configuration));
    }

    /// <summary>Answers with it.</summary>
    public Task AnswerAsync(HttpContext context, int status)
    {
        policy.Apply(context);
        context.SetEndpoint(new(null, new(new CachedAnswer()), "Console"));
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Vary = "Accept";
        if (status == StatusCodes.Status200OK)
        {
            return TypedResults.Bytes(content, "text/html; charset=utf-8", entityTag: _tag).ExecuteAsync(context);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
