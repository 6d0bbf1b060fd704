using System.Net;

namespace SegmentExport.TestKit.Processes;

/// <summary>Serves what small servers of tests answer.</summary>
public static class HttpListenerExtensions
{
    /// <summary>Hands over one request after another until the listener is closed.</summary>
    /// <param name="listener">The listener, which has been started.</param>
    /// <param name="answer">Answers; the next request waits for it.</param>
    public static async Task ServeAsync(this HttpListener listener, Func<HttpListenerContext, Task> answer)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await answer(context);
        }
    }
}
