using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Weir.Server.Web;

/// <summary>Something that the web server serves beside the API, such as pages.</summary>
internal interface IWebPart
{
    /// <summary>Adds what its endpoints need.</summary>
    void AddServices(IServiceCollection services);

    /// <summary>Adds its endpoints. Each says with <c>Needs</c> or <c>ForAnybody</c> who may call it.</summary>
    void Map(IEndpointRouteBuilder routes);
}
