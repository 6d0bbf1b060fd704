using System.Security.Claims;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Limits;

/// <summary>Asks the limiter before anything is done for a signed-in user.</summary>
internal static class RequestLimits
{
    public static void UseRequestLimits(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<RequestLimiter>();
        app.Use(async (context, next) =>
        {
            if (!UserId.TryParse(context.User.FindFirstValue("sub"), out var user) || await limiter.TryTakeAsync(user) is not { } wait)
            {
                await next(context);
                return;
            }

            var problem = Problem.TooManyRequests(wait);
            Problem.TellWhen(context.Response, problem);
            await problem.ExecuteAsync(context);
        });
    }
}
