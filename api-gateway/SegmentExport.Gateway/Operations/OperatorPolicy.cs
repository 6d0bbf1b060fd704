using Microsoft.AspNetCore.Authorization;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Operations;

/// <summary>Lets in who operates the installation, as the catalog has it at that moment.</summary>
internal sealed class OperatorPolicy(IGrainFactory grains) : AuthorizationHandler<OperatorPolicy.Requirement>
{
    /// <summary>Its name.</summary>
    public const string Name = "operator";

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, OperatorPolicy>();
        services.AddAuthorizationBuilder().AddPolicy(Name, policy => policy.RequireAuthenticatedUser().AddRequirements(new Requirement()));
    }

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && (await grains.GetGrain<IMemberGrain>(0).GetMembershipsAsync(context.User.ToCaller())).IsOperator)
        {
            context.Succeed(requirement);
        }
    }

    internal sealed class Requirement : IAuthorizationRequirement;
}
